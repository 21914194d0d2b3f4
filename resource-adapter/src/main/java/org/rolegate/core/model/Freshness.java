package org.rolegate.core.model;

/**
 * How far a server is behind the master, as far as their offsets can be compared.
 *
 * @param lagNanos how long ago the master may have had what the server has now, in nanoseconds; 0 if it has all that the
 *     master was seen to have, {@link #UNKNOWN} if the two write different histories or tell no offsets
 * @param lagBytes what it lacks of the master's stream, in bytes, or {@link #UNKNOWN}
 * @param answers false if its last answered question is older than it should be: it may be paused or cut off
 * @param foreign its data has another history than the master's, or will have it any moment: it follows somebody else, one
 *     that came back empty perhaps
 */
public record Freshness(long lagNanos, long lagBytes, boolean answers, boolean foreign) {

    /** The lag of a server that cannot be compared with the master. */
    public static final long UNKNOWN = -1;

    /** Makes that of a server whose data has the master's history, or one that is not known. */
    public Freshness(long lagNanos, long lagBytes, boolean answers) {
        this(lagNanos, lagBytes, answers, false);
    }

    /** The freshness of a server of which nothing is known. */
    public static final Freshness NONE = new Freshness(UNKNOWN, UNKNOWN, false);
}
