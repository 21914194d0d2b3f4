package org.rolegate.net.frontend;

import org.jspecify.annotations.Nullable;

/** A failure to bind a frontend's address: it is in use, does not belong to this machine, or is not permitted. */
public final class BindException extends Exception {

    private static final long serialVersionUID = 1;

    BindException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
