package org.rolegate.health;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;

import javax.management.JMException;
import javax.management.JMRuntimeException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * The state of the adapter as its MBeans tell it: a snapshot that is in memory already, so that no health check ever
 * waits for the network.
 */
final class ProxyState {

    /** Why clients are held back, in one word, and since when. */
    record Fence(String kind, long sinceMillis) {}

    private static final String DOMAIN = "org.rolegate:";

    private final MBeanServer mbeans;

    ProxyState(MBeanServer mbeans) {
        this.mbeans = mbeans;
    }

    /** The adapter of this server. */
    static ProxyState ofPlatform() {
        return new ProxyState(ManagementFactory.getPlatformMBeanServer());
    }

    /** The names of the groups; empty when the adapter is not running. */
    Optional<List<String>> groups() {
        return proxy("Groups", String[].class).map(List::of);
    }

    boolean hasMaster(String group) {
        return read("type=Group,name=" + group, "MasterId", String.class)
                .filter(id -> !id.isEmpty())
                .isPresent();
    }

    /** What holds the clients of a group's master back, and since when on the wall clock; empty if nothing does. */
    Optional<Fence> fence(String group) {
        String name = "type=Group,name=" + group;
        return read(name, "FenceKind", String.class)
                .filter(kind -> !kind.isEmpty())
                .flatMap(kind -> read(name, "FenceSinceMillis", Long.class).map(since -> new Fence(kind, since)));
    }

    Optional<Long> eventLoopLagMillis() {
        return proxy("EventLoopLagMillis", Long.class);
    }

    /** Whether the first round of probes has ended; empty when the adapter is not running. */
    Optional<Boolean> firstProbeRoundDone() {
        return proxy("FirstProbeRoundDone", Boolean.class);
    }

    private <T> Optional<T> proxy(String attribute, Class<T> type) {
        return read("type=Proxy", attribute, type);
    }

    private <T> Optional<T> read(String properties, String attribute, Class<T> type) {
        try {
            Object value = mbeans.getAttribute(new ObjectName(DOMAIN + properties), attribute);
            return type.isInstance(value) ? Optional.of(type.cast(value)) : Optional.empty();
        } catch (JMException | JMRuntimeException e) {
            // Not there, or on its way out: for a health check both mean that nothing is known.
            return Optional.empty();
        }
    }
}
