package org.rolegate.core.config;

import java.util.Optional;

/**
 * What to say in AUTH, if anything.
 *
 * @param user the ACL user; never without a password
 * @param password the password
 */
public record Credentials(Optional<String> user, Optional<Secret> password) {

    /** No AUTH at all. */
    public static final Credentials NONE = new Credentials(Optional.empty(), Optional.empty());

    /** Refuses a user without a password. */
    public Credentials {
        if (user.isPresent() && password.isEmpty()) {
            throw new IllegalArgumentException("a user needs a password");
        }
    }
}
