package org.rolegate.core.model;

import java.util.List;

/**
 * The client addresses whose connections are accepted. Immutable.
 *
 * @param allow the blocks that are accepted; if it is empty, all are
 * @param deny the blocks that are rejected, even if they are allowed
 */
public record AccessList(List<Cidr> allow, List<Cidr> deny) {

    /** The list that accepts every address. */
    public static final AccessList ANY_CLIENT = new AccessList(List.of(), List.of());

    /** Stores unmodifiable copies of the lists. */
    public AccessList {
        allow = List.copyOf(allow);
        deny = List.copyOf(deny);
    }

    /**
     * Returns whether a connection from this address is accepted.
     *
     * @param address its 4 or 16 bytes
     */
    public boolean permits(byte[] address) {
        return (allow.isEmpty() || allow.stream().anyMatch(block -> block.contains(address)))
                && deny.stream().noneMatch(block -> block.contains(address));
    }
}
