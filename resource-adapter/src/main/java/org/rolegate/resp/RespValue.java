package org.rolegate.resp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One reply of Redis, of either protocol version.
 *
 * <p>RESP3 types that say nothing new are folded: a double and a big number are {@link Simple}, a boolean is
 * {@link Int} 1 or 0, a verbatim string is {@link Bulk} without its format, a set is {@link Array}, a bulk error is
 * {@link ErrorReply}, all nulls are {@link Nil}; attributes are dropped.
 */
public sealed interface RespValue {

    /** What it says as text: of strings and numbers, not of errors, nulls and aggregates. */
    default Optional<String> text() {
        return Optional.empty();
    }

    /** The values inside an aggregate, a map's as key, value, key, value; none for all else. */
    default List<RespValue> items() {
        return List.of();
    }

    /** The error, if it is one. */
    default Optional<ErrorReply> error() {
        return Optional.empty();
    }

    /** Fields and values of a map, or of the flat array that stands for one in RESP2; the first of equals counts. */
    default Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        List<RespValue> items = items();
        for (int i = 0; i + 1 < items.size(); i += 2) {
            Optional<String> name = items.get(i).text();
            Optional<String> value = items.get(i + 1).text();
            if (name.isPresent() && value.isPresent()) {
                fields.putIfAbsent(name.get(), value.get());
            }
        }
        return fields;
    }

    /**
     * A short text such as OK or PONG.
     *
     * @param value the text
     */
    record Simple(String value) implements RespValue {
        @Override
        public Optional<String> text() {
            return Optional.of(value);
        }
    }

    /**
     * A refusal.
     *
     * @param message the whole text, its code first
     */
    record ErrorReply(String message) implements RespValue {

        /** The first word, such as ERR, NOAUTH, LOADING or MASTERDOWN. */
        public String code() {
            int space = message.indexOf(' ');
            return space < 0 ? message : message.substring(0, space);
        }

        @Override
        public Optional<ErrorReply> error() {
            return Optional.of(this);
        }
    }

    /**
     * A whole number.
     *
     * @param value the number
     */
    record Int(long value) implements RespValue {
        @Override
        public Optional<String> text() {
            return Optional.of(Long.toString(value));
        }
    }

    /** A string of any bytes. */
    final class Bulk implements RespValue {

        private static final int LONGEST_SHOWN = 64;

        private final byte[] bytes;

        /** Takes a copy of the bytes. */
        public Bulk(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        /** The bytes; a new array each time. */
        public byte[] bytes() {
            return bytes.clone();
        }

        @Override
        public Optional<String> text() {
            return Optional.of(new String(bytes, StandardCharsets.UTF_8));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Bulk bulk && Arrays.equals(bytes, bulk.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        /** The beginning on one line, and how long it is. */
        @Override
        public String toString() {
            int shown = Math.min(bytes.length, LONGEST_SHOWN);
            String start = new String(bytes, 0, shown, StandardCharsets.US_ASCII).replaceAll("[^ -~]", "?");
            return "Bulk[" + bytes.length + " bytes: " + start + (shown < bytes.length ? "...]" : "]");
        }
    }

    /** No value: what RESP2 says by a length of -1 and RESP3 by a type of its own. */
    record Nil() implements RespValue {}

    /**
     * A list, or a set.
     *
     * @param items the values
     */
    record Array(List<RespValue> items) implements RespValue {
        /** Keeps an unmodifiable copy. */
        public Array {
            items = List.copyOf(items);
        }
    }

    /**
     * What the server says unasked, such as a published message on a RESP3 connection.
     *
     * @param items the values, the kind first
     */
    record Push(List<RespValue> items) implements RespValue {
        /** Keeps an unmodifiable copy. */
        public Push {
            items = List.copyOf(items);
        }
    }

    /**
     * A map; its entries stay in the order sent.
     *
     * @param items key, value, key, value
     */
    record RespMap(List<RespValue> items) implements RespValue {
        /** Keeps an unmodifiable copy and refuses a key without a value. */
        public RespMap {
            items = List.copyOf(items);
            if (items.size() % 2 != 0) {
                throw new IllegalArgumentException("a key has no value");
            }
        }
    }
}
