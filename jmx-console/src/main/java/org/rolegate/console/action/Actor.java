package org.rolegate.console.action;

import org.jspecify.annotations.Nullable;

/**
 * The sender of a request.
 *
 * @param user the name from the login of the application server, or {@code -}
 * @param address the address that the request came from
 */
public record Actor(String user, String address) {

    /** Returns the sender of a request; the user is null if there was no login. */
    public static Actor of(@Nullable String user, String address) {
        return new Actor(user == null ? "-" : user, address);
    }
}
