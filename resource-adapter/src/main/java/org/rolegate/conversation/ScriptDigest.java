package org.rolegate.conversation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.jspecify.annotations.Nullable;

/**
 * The SHA-1 digest that identifies a script.
 *
 * @param high its first 8 bytes
 * @param middle the next 8 bytes
 * @param low the last 4 bytes
 */
record ScriptDigest(long high, long middle, int low) {

    private static final int BYTES = 20;
    private static final int HALF = 4;

    static ScriptDigest of(byte[] script) {
        try {
            return of(ByteBuffer.wrap(MessageDigest.getInstance("SHA-1").digest(script)));
        } catch (NoSuchAlgorithmException impossible) {
            // Every Java platform provides SHA-1.
            throw new IllegalStateException(impossible);
        }
    }

    private static ScriptDigest of(ByteBuffer bytes) {
        return new ScriptDigest(bytes.getLong(), bytes.getLong(), bytes.getInt());
    }

    /** Parses the argument of a command, which is 40 hexadecimal digits in any case; returns null if it is malformed. */
    static @Nullable ScriptDigest parse(byte[] argument) {
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

    /** Returns the argument of a command: 40 hexadecimal digits in lower case. */
    byte[] argument() {
        ByteBuffer bytes =
                ByteBuffer.allocate(BYTES).putLong(high).putLong(middle).putInt(low);
        return HexFormat.of().formatHex(bytes.array()).getBytes(StandardCharsets.US_ASCII);
    }
}
