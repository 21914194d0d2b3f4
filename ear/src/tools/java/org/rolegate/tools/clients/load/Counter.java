package org.rolegate.tools.clients.load;

/** A client library, as the load sees it. */
@FunctionalInterface
public interface Counter {

    /** INCR. */
    void increment(String key) throws Exception;
}
