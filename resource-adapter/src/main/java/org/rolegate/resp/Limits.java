package org.rolegate.resp;

/**
 * The maximum size of a reply; a {@link RespReader} fails on a larger one.
 *
 * @param maxBulkBytes the longest bulk string
 * @param maxReplyBytes the longest reply as a whole, counted on the wire
 * @param maxElements the most values in one reply, nested ones and aggregates included
 * @param maxLineBytes the longest line, without its ending
 * @param maxDepth the most aggregates within each other
 */
public record Limits(int maxBulkBytes, int maxReplyBytes, int maxElements, int maxLineBytes, int maxDepth) {

    /** Limits far above the replies of INFO and Sentinel, and far below what endangers the memory. */
    public static final Limits DEFAULT = new Limits(1 << 20, 4 << 20, 1 << 16, 1 << 14, 32);

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if a limit is below 1
     */
    public Limits {
        if (maxBulkBytes < 1 || maxReplyBytes < 1 || maxElements < 1 || maxLineBytes < 1 || maxDepth < 1) {
            throw new IllegalArgumentException("every limit must be at least 1");
        }
    }
}
