package org.rolegate.api;

/** The exception for a server that is not available at the moment; its message is the reason, and may be shown to operators. */
public class RedisUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public RedisUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
