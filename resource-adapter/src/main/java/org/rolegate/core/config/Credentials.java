package org.rolegate.core.config;

import java.util.Optional;

/**
 * The user and password for AUTH, if any.
 *
 * @param user the ACL user; never without a password
 * @param password the password
 */
public record Credentials(Optional<String> user, Optional<Secret> password) {

    /** No AUTH. */
    public static final Credentials NONE = new Credentials(Optional.empty(), Optional.empty());

    /** Checks that there is no user without a password. */
    public Credentials {
        if (user.isPresent() && password.isEmpty()) {
            throw new IllegalArgumentException("a user needs a password");
        }
    }
}
