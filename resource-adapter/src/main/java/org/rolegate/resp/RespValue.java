package org.rolegate.resp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A reply of Redis in RESP2 or RESP3.
 *
 * <p>RESP3 types that add no information are mapped to other types: a double and a big number are {@link Simple}, a boolean is
 * {@link Int} 1 or 0, a verbatim string is {@link Bulk} without its format, a set is {@link Array}, a bulk error is
 * {@link ErrorReply}, all nulls are {@link Nil}; attributes are dropped.
 */
public sealed interface RespValue {

    /** Returns a string or number as text; empty for errors, nulls and aggregates. */
    default Optional<String> text() {
        return Optional.empty();
    }

    /** Returns the values of an aggregate, those of a map as key, value, key, value; otherwise an empty list. */
    default List<RespValue> items() {
        return List.of();
    }

    /** Returns this reply if it is an error. */
    default Optional<ErrorReply> error() {
        return Optional.empty();
    }

    /** Returns the fields of a map, or of the flat array that RESP2 uses for one; of equal fields the first counts. */
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
     * An error reply.
     *
     * @param message the whole text, which begins with the error code
     */
    record ErrorReply(String message) implements RespValue {

        /** Returns the error code, such as ERR, NOAUTH, LOADING or MASTERDOWN: the text up to the first space. */
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

        /** Copies the bytes. */
        public Bulk(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        /** Returns a copy of the bytes. */
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

        /** Returns the length and the first bytes on one line. */
        @Override
        public String toString() {
            int shown = Math.min(bytes.length, LONGEST_SHOWN);
            String start = new String(bytes, 0, shown, StandardCharsets.US_ASCII).replaceAll("[^ -~]", "?");
            return "Bulk[" + bytes.length + " bytes: " + start + (shown < bytes.length ? "...]" : "]");
        }
    }

    /** A null: a length of -1 in RESP2, a separate type in RESP3. */
    record Nil() implements RespValue {}

    /**
     * An array or a set.
     *
     * @param items the values
     */
    record Array(List<RespValue> items) implements RespValue {
        /** Copies the values into an unmodifiable list. */
        public Array {
            items = List.copyOf(items);
        }
    }

    /**
     * A push message, such as a published message on a RESP3 connection.
     *
     * @param items the values, the kind first
     */
    record Push(List<RespValue> items) implements RespValue {
        /** Copies the values into an unmodifiable list. */
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
        /**
         * Copies the entries into an unmodifiable list.
         *
         * @throws IllegalArgumentException if a key has no value
         */
        public RespMap {
            items = List.copyOf(items);
            if (items.size() % 2 != 0) {
                throw new IllegalArgumentException("a key has no value");
            }
        }
    }
}
