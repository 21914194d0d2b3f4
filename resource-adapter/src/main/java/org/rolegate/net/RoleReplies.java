package org.rolegate.net;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;

/**
 * Replies that a server gives only when it is not what its clients take it for: a master that was demoted, a replica that
 * loads its data or has lost its master.
 *
 * <p>Only the beginning of what was read is looked at. In a pipeline that may be the middle of a value, and then a check is
 * made in vain; a value of that very beginning does no more harm.
 */
final class RoleReplies {

    private static final byte[][] BEGINNINGS = {
        "-READONLY ".getBytes(StandardCharsets.US_ASCII),
        "-LOADING ".getBytes(StandardCharsets.US_ASCII),
        "-MASTERDOWN ".getBytes(StandardCharsets.US_ASCII)
    };

    private RoleReplies() {}

    static boolean at(ByteBuf bytes) {
        int start = bytes.readerIndex();
        if (!bytes.isReadable() || bytes.getByte(start) != '-') {
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
        if (bytes.readableBytes() < beginning.length) {
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
