package org.rolegate.api;

/** No server can be had at the moment; the message says why and may be shown to operators. */
public class RedisUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public RedisUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
