package org.rolegate.net.session;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;

import org.rolegate.core.config.TargetRole;

/**
 * Replies that a server gives only when it is not what its clients take it for: a master that was demoted, a replica that
 * loads its data or has lost its master.
 *
 * <p>Only the beginning of what was read is looked at. In a pipeline that may be the middle of a value, and then a check is
 * made in vain; a value of that very beginning does no more harm.
 */
final class RoleErrors {

    private static final byte[][] BEGINNINGS = {
        "-READONLY ".getBytes(StandardCharsets.US_ASCII),
        "-LOADING ".getBytes(StandardCharsets.US_ASCII),
        "-MASTERDOWN ".getBytes(StandardCharsets.US_ASCII),
        // What a blocked client hears of a master that becomes a replica; CLIENT UNBLOCK, an operator's wish, reads
        // otherwise.
        "-UNBLOCKED force unblock from blocking operation, instance state changed".getBytes(StandardCharsets.US_ASCII)
    };

    private static final byte[] UNBLOCKED = BEGINNINGS[BEGINNINGS.length - 1];

    /** A replica's clients hear it in the ordinary course of things. */
    private static final byte[] READONLY = BEGINNINGS[0];

    private RoleErrors() {}

    /**
     * Returns how many such replies these bytes are, if they are whole ones and nothing else; else -1. What a server in this
     * role may well say counts as something else.
     */
    static int only(ByteBuf bytes, TargetRole role) {
        int count = 0;
        int start = bytes.readerIndex();
        while (start < bytes.writerIndex()) {
            int end = bytes.indexOf(start, bytes.writerIndex(), (byte) '\n');
            if (end < 0 || !at(bytes, start) || role != TargetRole.MASTER && startsWith(bytes, start, READONLY)) {
                return -1;
            }
            count++;
            start = end + 1;
        }
        return count;
    }

    static boolean at(ByteBuf bytes) {
        return at(bytes, bytes.readerIndex());
    }

    /** Tells whether these bytes begin with what a client hears that was blocked on a master when that became a replica. */
    static boolean unblocked(ByteBuf bytes) {
        return startsWith(bytes, bytes.readerIndex(), UNBLOCKED);
    }

    private static boolean at(ByteBuf bytes, int start) {
        if (start == bytes.writerIndex() || bytes.getByte(start) != '-') {
            return false;
        }
        for (byte[] beginning : BEGINNINGS) {
            if (startsWith(bytes, start, beginning)) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWith(ByteBuf bytes, int start, byte[] beginning) {
        if (bytes.writerIndex() - start < beginning.length) {
            return false;
        }
        for (int i = 0; i < beginning.length; i++) {
            if (bytes.getByte(start + i) != beginning[i]) {
                return false;
            }
        }
        return true;
    }
}
