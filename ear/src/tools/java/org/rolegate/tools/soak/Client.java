package org.rolegate.tools.soak;

import java.io.Closeable;
import java.io.IOException;

/** Someone who does the same thing again and again, and begins anew after an error. */
interface Client extends Closeable {

    /**
     * Does it once.
     *
     * @throws IOException if it cannot be done now
     * @throws IllegalStateException if it was done wrongly
     */
    void turn() throws IOException;

    /** Gives up every connection there is; the next turn may open others. */
    @Override
    default void close() throws IOException {}
}
