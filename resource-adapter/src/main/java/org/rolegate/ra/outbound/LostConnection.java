package org.rolegate.ra.outbound;

import jakarta.resource.ResourceException;

/**
 * Why a pooled connection is thrown away. It has no stack trace: containers log it for every connection, and where it was
 * made says nothing.
 */
final class LostConnection extends ResourceException {

    private static final long serialVersionUID = 1;

    LostConnection(String message) {
        super(message);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
