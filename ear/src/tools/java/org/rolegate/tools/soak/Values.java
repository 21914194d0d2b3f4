package org.rolegate.tools.soak;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.rolegate.fixture.RedisNode;

/** A key whose value never changes, however often it is written: so each reader knows what it must get. */
enum Values {
    SMALL("soak:64", 64),
    LARGE("soak:65536", 65_536);

    private final String key;
    private final String value;

    Values(String key, int length) {
        this.key = key;
        this.value = "x".repeat(length);
    }

    String key() {
        return key;
    }

    String value() {
        return value;
    }

    /**
     * Makes sure that this was the value.
     *
     * @throws IllegalStateException if it is another, or none
     */
    void check(byte[] reply) {
        if (reply == null || !Arrays.equals(reply, value.getBytes(StandardCharsets.US_ASCII))) {
            throw new IllegalStateException("GET " + key + " was answered with "
                    + (reply == null ? "nil" : reply.length + " bytes that are not its value"));
        }
    }

    static void store(RedisNode master) {
        for (Values each : values()) {
            master.call("SET", each.key, each.value);
        }
    }
}
