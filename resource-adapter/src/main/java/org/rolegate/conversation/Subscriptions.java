package org.rolegate.conversation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a session listens to, as its server confirmed it.
 *
 * <p>Redis confirms each channel of a command by itself, in the order of the words, and an UNSUBSCRIBE without words once for
 * each channel there is, or once for none (https://redis.io/docs/latest/develop/pubsub/). Each of these takes a reply's
 * number here:
 *
 * <pre>
 *   sent(n, SUBSCRIBE a b) -> confirmed(n): a -> confirmed(n+1): a, b
 *                          -> refused(n): as if it had not been said
 * </pre>
 *
 * <p>Not thread safe.
 */
final class Subscriptions {

    /** A session that listens to more is tied to its server. */
    static final int MOST_BYTES = 64 * 1024;

    private static final int BYTES_PER_NAME = 64;

    private enum Kind {
        CHANNEL("SUBSCRIBE"),
        PATTERN("PSUBSCRIBE"),
        SHARD("SSUBSCRIBE");

        private final byte[] begin;

        Kind(String begin) {
            this.begin = Arguments.of(begin);
        }

        static Kind of(String verb) {
            return switch (verb) {
                case "SUBSCRIBE", "UNSUBSCRIBE" -> CHANNEL;
                case "PSUBSCRIBE", "PUNSUBSCRIBE" -> PATTERN;
                case "SSUBSCRIBE", "SUNSUBSCRIBE" -> SHARD;
                default -> throw new IllegalArgumentException(verb + " is no command of subscriptions");
            };
        }
    }

    /**
     * A confirmation that is due.
     *
     * @param number its number among the replies
     * @param name null if there is nothing to leave
     * @param alone the only one of its command
     */
    private record Change(long number, Kind kind, boolean begins, ByteBuffer name, boolean alone) {

        /** Returns whether that changes anything. */
        boolean apply(Map<Kind, Set<ByteBuffer>> to) {
            Set<ByteBuffer> names = to.computeIfAbsent(kind, key -> new LinkedHashSet<>());
            return begins ? names.add(name) : names.remove(name);
        }
    }

    private final Map<Kind, Set<ByteBuffer>> confirmed = new EnumMap<>(Kind.class);
    private final Deque<Change> due = new ArrayDeque<>();
    /** Of all that was confirmed, and may be. */
    private int bytes;
    /** Of all that may be left. */
    private int leaving;

    /**
     * The session sent one of the six commands.
     *
     * @param number the number of its first reply
     * @return how many replies it will have if it is not refused
     */
    int sent(long number, List<byte[]> arguments) {
        String verb = new String(arguments.get(0), StandardCharsets.US_ASCII);
        Kind kind = Kind.of(verb);
        boolean begins = !verb.contains("UNSUBSCRIBE");
        List<ByteBuffer> names = new ArrayList<>();
        arguments.subList(1, arguments.size()).forEach(argument -> names.add(ByteBuffer.wrap(argument)));
        if (names.isEmpty() && !begins) {
            names.addAll(whenAllIsConfirmed(kind));
        }
        if (names.isEmpty()) {
            names.add(null);
        }
        long next = number;
        for (ByteBuffer name : names) {
            Change change = new Change(next++, kind, begins && name != null, name, names.size() == 1);
            due.add(change);
            count(change, 1);
        }
        return names.size();
    }

    private void count(Change change, int sign) {
        if (change.begins) {
            bytes += sign * size(change.name);
        } else {
            leaving += sign * size(change.name);
        }
    }

    private Collection<ByteBuffer> whenAllIsConfirmed(Kind kind) {
        Map<Kind, Set<ByteBuffer>> later = new EnumMap<>(Kind.class);
        later.put(kind, new LinkedHashSet<>(confirmed.getOrDefault(kind, Set.of())));
        due.stream().filter(change -> change.kind == kind).forEach(change -> change.apply(later));
        return later.get(kind);
    }

    private static int size(ByteBuffer name) {
        return BYTES_PER_NAME + (name == null ? 0 : name.capacity());
    }

    /** Whether the reply of this number is a confirmation. */
    boolean awaits(long number) {
        return !due.isEmpty() && due.element().number == number;
    }

    /** Whether a confirmation is due. */
    boolean changing() {
        return !due.isEmpty();
    }

    /** The confirmation that is due next came. */
    void confirm() {
        Change change = due.remove();
        boolean changed = change.apply(confirmed);
        if (change.begins != changed) {
            // Of one that was listened to before, or is no longer.
            bytes -= size(change.name);
        }
        if (!change.begins) {
            count(change, -1);
        }
    }

    /**
     * The command whose confirmation is due next was refused.
     *
     * @return false if that makes the numbers of all later replies wrong
     */
    boolean refuse() {
        Change change = due.remove();
        count(change, -1);
        return change.alone;
    }

    /** All that was confirmed so far is left, without a word. */
    void reset() {
        confirmed.values().forEach(names -> names.forEach(name -> bytes -= size(name)));
        confirmed.clear();
    }

    /** Whether the server may publish something to the session. */
    boolean listens() {
        return confirmed.values().stream().anyMatch(names -> !names.isEmpty());
    }

    /** Returns how much memory that takes, roughly. */
    int size() {
        return bytes + leaving;
    }

    /** Whether more is listened to than is kept. */
    boolean tooMuch() {
        return bytes > MOST_BYTES || leaving > MOST_BYTES;
    }

    /** The commands that have another server publish the same, one for each kind. */
    @SuppressWarnings("ByteBufferBackingArray") // Each wraps an array of its own.
    List<byte[][]> replay() {
        List<byte[][]> commands = new ArrayList<>();
        confirmed.forEach((kind, names) -> {
            if (!names.isEmpty()) {
                List<byte[]> arguments = new ArrayList<>(List.of(kind.begin));
                names.forEach(name -> arguments.add(name.array()));
                commands.add(arguments.toArray(byte[][]::new));
            }
        });
        return commands;
    }

    /** Tells how many, and not of what: names of channels are nobody's business. */
    @Override
    public String toString() {
        return Arrays.toString(confirmed.entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue().size())
                .toArray());
    }
}
