package org.rolegate.core.model;

/**
 * The distance of a server behind the master, as far as their offsets can be compared. Immutable.
 *
 * @param lagNanos the age of the server's data in nanoseconds, at most; 0 if the server has all data that the master
 *     was seen to have, {@link #UNKNOWN} if the two have different histories or report no offsets
 * @param lagBytes the bytes of the master's replication stream that the server lacks, or {@link #UNKNOWN}
 * @param responsive false if the last request that got a reply is too old: the server may be paused or unreachable
 * @param foreign true if the server's data has another history than the master's, or soon will: it follows another
 *     server, which may have restarted empty
 */
public record Freshness(long lagNanos, long lagBytes, boolean responsive, boolean foreign) {

    /** The lag of a server that cannot be compared with the master. */
    public static final long UNKNOWN = -1;

    /** Creates the freshness of a server whose history is the master's or is unknown. */
    public Freshness(long lagNanos, long lagBytes, boolean responsive) {
        this(lagNanos, lagBytes, responsive, false);
    }

    /** The freshness of a server of which nothing is known. */
    public static final Freshness NONE = new Freshness(UNKNOWN, UNKNOWN, false);
}
