package org.rolegate.net.frontend;

/** A frontend's address cannot be had: it is in use, not of this machine, or not permitted. */
public final class BindException extends Exception {

    private static final long serialVersionUID = 1;

    BindException(String message, Throwable cause) {
        super(message, cause);
    }
}
