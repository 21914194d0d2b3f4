package org.rolegate.net.session;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;

import org.rolegate.core.config.TargetRole;

/**
 * The error replies that a server gives only if it is not what its clients take it for: a demoted master, or a replica that
 * loads its data or has lost its master.
 *
 * <p>Only the beginning of the bytes of a read is compared. In a pipeline that may be the middle of a value that happens to
 * begin in the same way. In this case the server is checked without need; nothing else happens.
 */
final class RoleErrors {

    private static final byte[][] PREFIXES = {
        "-READONLY ".getBytes(StandardCharsets.US_ASCII),
        "-LOADING ".getBytes(StandardCharsets.US_ASCII),
        "-MASTERDOWN ".getBytes(StandardCharsets.US_ASCII),
        // The reply to a blocked client of a master that becomes a replica.
        // The reply after an operator's CLIENT UNBLOCK has another text.
        "-UNBLOCKED force unblock from blocking operation, instance state changed".getBytes(StandardCharsets.US_ASCII)
    };

    private static final byte[] UNBLOCKED = PREFIXES[PREFIXES.length - 1];

    /** A regular reply to a write command on a replica. */
    private static final byte[] READONLY = PREFIXES[0];

    private RoleErrors() {}

    /**
     * Returns the number of role errors if the bytes consist of complete ones only; otherwise -1. An error that is regular for
     * a server in the given role does not count as a role error.
     */
    static int countIfOnly(ByteBuf bytes, TargetRole role) {
        int count = 0;
        int start = bytes.readerIndex();
        while (start < bytes.writerIndex()) {
            int end = bytes.indexOf(start, bytes.writerIndex(), (byte) '\n');
            if (end < 0 || !isAt(bytes, start) || role != TargetRole.MASTER && startsWith(bytes, start, READONLY)) {
                return -1;
            }
            count++;
            start = end + 1;
        }
        return count;
    }

    /** Tells whether the bytes begin with a role error. */
    static boolean isFirst(ByteBuf bytes) {
        return isAt(bytes, bytes.readerIndex());
    }

    /** Tells whether the bytes begin with the error for a client that was blocked on a master when that became a replica. */
    static boolean isUnblocked(ByteBuf bytes) {
        return startsWith(bytes, bytes.readerIndex(), UNBLOCKED);
    }

    private static boolean isAt(ByteBuf bytes, int start) {
        if (start == bytes.writerIndex() || bytes.getByte(start) != '-') {
            return false;
        }
        for (byte[] prefix : PREFIXES) {
            if (startsWith(bytes, start, prefix)) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWith(ByteBuf bytes, int start, byte[] prefix) {
        if (bytes.writerIndex() - start < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (bytes.getByte(start + i) != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
