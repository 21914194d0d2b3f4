package org.rolegate.resp;

/**
 * How large a reply may become before its reader gives up.
 *
 * @param maxBulkBytes the longest bulk string
 * @param maxReplyBytes the longest reply as a whole, counted on the wire
 * @param maxElements the most values in one reply, nested ones and aggregates included
 * @param maxLineBytes the longest line, without its ending
 * @param maxDepth the most aggregates within each other
 */
public record Limits(int maxBulkBytes, int maxReplyBytes, int maxElements, int maxLineBytes, int maxDepth) {

    /** Far above what INFO and Sentinel answer, far below what hurts. */
    public static final Limits DEFAULT = new Limits(1 << 20, 4 << 20, 1 << 16, 1 << 14, 32);

    /** Refuses limits below one. */
    public Limits {
        if (maxBulkBytes < 1 || maxReplyBytes < 1 || maxElements < 1 || maxLineBytes < 1 || maxDepth < 1) {
            throw new IllegalArgumentException("every limit must be at least 1");
        }
    }
}
