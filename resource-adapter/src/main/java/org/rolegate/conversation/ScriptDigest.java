package org.rolegate.conversation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-1 digest by which servers name scripts.
 *
 * @param high its first 8 bytes
 * @param middle the next 8
 * @param low the last 4
 */
record ScriptDigest(long high, long middle, int low) {

    private static final int BYTES = 20;
    private static final int HALF = 4;

    static ScriptDigest of(byte[] script) {
        try {
            return of(ByteBuffer.wrap(MessageDigest.getInstance("SHA-1").digest(script)));
        } catch (NoSuchAlgorithmException impossible) {
            // Every Java platform has it.
            throw new IllegalStateException(impossible);
        }
    }

    private static ScriptDigest of(ByteBuffer bytes) {
        return new ScriptDigest(bytes.getLong(), bytes.getLong(), bytes.getInt());
    }

    /** Reads it as a command names it, in hexadecimal digits of whatever case; null if these are none. */
    static ScriptDigest named(byte[] argument) {
        if (argument.length != 2 * BYTES) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.allocate(BYTES);
        for (int i = 0; i < argument.length; i += 2) {
            if (!HexFormat.isHexDigit(argument[i]) || !HexFormat.isHexDigit(argument[i + 1])) {
                return null;
            }
            bytes.put((byte) (HexFormat.fromHexDigit(argument[i]) << HALF | HexFormat.fromHexDigit(argument[i + 1])));
        }
        return of(bytes.flip());
    }

    /** Returns it as a command names it. */
    byte[] keyword() {
        ByteBuffer bytes =
                ByteBuffer.allocate(BYTES).putLong(high).putLong(middle).putInt(low);
        return HexFormat.of().formatHex(bytes.array()).getBytes(StandardCharsets.US_ASCII);
    }
}
