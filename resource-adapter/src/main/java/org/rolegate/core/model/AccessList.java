package org.rolegate.core.model;

import java.util.List;

/**
 * Whose connections are accepted. Immutable.
 *
 * @param allow if there are any, nobody else is
 * @param deny these are not, even if they are allowed
 */
public record AccessList(List<Cidr> allow, List<Cidr> deny) {

    /** Lets everybody in. */
    public static final AccessList EVERYBODY = new AccessList(List.of(), List.of());

    /** Keeps unmodifiable copies. */
    public AccessList {
        allow = List.copyOf(allow);
        deny = List.copyOf(deny);
    }

    /**
     * Tells whether a connection from this address is accepted.
     *
     * @param address its 4 or 16 bytes
     */
    public boolean permits(byte[] address) {
        return (allow.isEmpty() || allow.stream().anyMatch(block -> block.contains(address)))
                && deny.stream().noneMatch(block -> block.contains(address));
    }
}
