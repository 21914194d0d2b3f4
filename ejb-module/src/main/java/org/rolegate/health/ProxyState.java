package org.rolegate.health;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;

import javax.management.JMException;
import javax.management.JMRuntimeException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * The state of the adapter, read from its MBeans. Their values are in memory already, so no health check waits for the
 * network.
 */
final class ProxyState {

    /** The fence of a group: its kind, and its begin in ms since 1970. */
    record Fence(String kind, long sinceMillis) {}

    private static final String DOMAIN = "org.rolegate:";

    private final MBeanServer mbeans;

    ProxyState(MBeanServer mbeans) {
        this.mbeans = mbeans;
    }

    /** Returns the state of the adapter in this application server. */
    static ProxyState ofPlatform() {
        return new ProxyState(ManagementFactory.getPlatformMBeanServer());
    }

    /** Returns the names of the groups; empty if the adapter is not running. */
    Optional<List<String>> groups() {
        return proxy("Groups", String[].class).map(List::of);
    }

    boolean hasMaster(String group) {
        return read("type=Group,name=" + group, "MasterId", String.class)
                .filter(id -> !id.isEmpty())
                .isPresent();
    }

    /** Returns the fence of a group; empty if there is none. */
    Optional<Fence> fence(String group) {
        String name = "type=Group,name=" + group;
        return read(name, "FenceKind", String.class)
                .filter(kind -> !kind.isEmpty())
                .flatMap(kind -> read(name, "FenceSinceMillis", Long.class).map(since -> new Fence(kind, since)));
    }

    Optional<Long> eventLoopLagMillis() {
        return proxy("EventLoopLagMillis", Long.class);
    }

    /** Returns whether the first round of probes has ended; empty if the adapter is not running. */
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
            // The MBean is not registered, or no longer: for a health check, nothing is known then.
            return Optional.empty();
        }
    }
}
