package org.rolegate.core.model;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One Redis node of a group: its id and its address. Immutable.
 *
 * @param id letters, digits, '_', '.' and '-'; never an address, since it becomes part of an ObjectName
 * @param endpoint the address the node listens on
 */
public record Server(String id, Endpoint endpoint) {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.-]+");

    /** Checks the id. */
    public Server {
        Objects.requireNonNull(endpoint, "endpoint");
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("a server id must match [A-Za-z0-9_.-]+");
        }
    }
}
