package org.rolegate.conversation;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ScriptCacheTest {

    private final ScriptCache scripts = new ScriptCache();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private Script add(String body) {
        return scripts.add(ScriptDigest.of(bytes(body)), bytes(body));
    }

    private boolean knows(String body) {
        return scripts.find(ScriptDigest.of(bytes(body))).isPresent();
    }

    @Test
    void namesScriptsAsServersDo() {
        // When
        ScriptDigest digest = ScriptDigest.of(bytes("return 1"));

        // Then: what redis-server answers to SCRIPT LOAD "return 1"
        String name = "e0e1f9fabfc9d4800c877a703b823ac0578ff8db";
        assertThat(digest.argument()).isEqualTo(bytes(name));
        assertThat(ScriptDigest.parse(bytes(name.toUpperCase(Locale.ROOT)))).isEqualTo(digest);
        assertThat(ScriptDigest.parse(bytes("x" + name.substring(1)))).isNull();
        assertThat(ScriptDigest.parse(bytes(name.substring(1)))).isNull();
    }

    @Test
    void forgetsTheOneThatWasUsedLeastRecentlyIfThereAreTooMany() {
        // Given
        Script first = add("0");
        for (int i = 1; i < ScriptCache.MOST_SCRIPTS; i++) {
            add(String.valueOf(i));
        }
        add("begins a round: all were used since they are there");
        assertThat(knows("0")).isFalse();
        assertThat(first.isCached()).isFalse();

        // When
        scripts.find(ScriptDigest.of(bytes("1"))).orElseThrow().markUsed();
        add("another");

        // Then
        assertThat(knows("1")).isTrue();
        assertThat(knows("2")).isFalse();
        assertThat(knows("another")).isTrue();
    }

    @Test
    void holdsNoMoreBytesThanItMay() {
        // Given
        String body = "x".repeat(ScriptCache.MOST_BYTES / 4);

        // When
        for (char one : "abcdef".toCharArray()) {
            add(one + body);
        }

        // Then: a quarter each, and what is noted beside it
        assertThat("abcdef".chars().filter(one -> knows((char) one + body)).count())
                .isEqualTo(3);
        assertThat(knows("f" + body)).isTrue();
    }

    @Test
    void holdsAsMuchAsBeforeAfterAFlush() {
        // Given
        Script script = add("return 1");

        // When
        scripts.flush();

        // Then
        assertThat(knows("return 1")).isFalse();
        assertThat(script.body()).isEmpty();

        // When
        for (int i = 0; i < ScriptCache.MOST_SCRIPTS; i++) {
            add(String.valueOf(i));
        }

        // Then
        assertThat(knows("0")).isTrue();
    }
}
