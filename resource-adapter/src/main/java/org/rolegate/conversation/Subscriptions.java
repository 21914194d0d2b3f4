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

import org.jspecify.annotations.Nullable;

/**
 * The channels and patterns to which a session is subscribed, according to the server's confirmations.
 *
 * <p>Redis confirms each channel of a command separately, in the order of the arguments. It confirms an UNSUBSCRIBE without
 * arguments once for each channel, or once if there is none (https://redis.io/docs/latest/develop/pubsub/). Each confirmation
 * has the number of a reply here:
 *
 * <pre>
 *   onCommand(n, SUBSCRIBE a b) -> confirm() n: a -> confirm() n+1: a, b
 *                               -> refuse() n: unchanged
 * </pre>
 *
 * <p>Not thread-safe.
 */
final class Subscriptions {

    /** The maximum memory in bytes; a session with more subscriptions is pinned. */
    static final int MOST_BYTES = 64 * 1024;

    private static final int BYTES_PER_NAME = 64;

    private enum Kind {
        CHANNEL("SUBSCRIBE"),
        PATTERN("PSUBSCRIBE"),
        SHARD("SSUBSCRIBE");

        private final byte[] subscribe;

        Kind(String subscribe) {
            this.subscribe = Arguments.of(subscribe);
        }

        static Kind of(String command) {
            return switch (command) {
                case "SUBSCRIBE", "UNSUBSCRIBE" -> CHANNEL;
                case "PSUBSCRIBE", "PUNSUBSCRIBE" -> PATTERN;
                case "SSUBSCRIBE", "SUNSUBSCRIBE" -> SHARD;
                default -> throw new IllegalArgumentException(command + " is no command of subscriptions");
            };
        }
    }

    /**
     * An awaited confirmation.
     *
     * @param number its number among the replies
     * @param name null if there is no channel to unsubscribe
     * @param alone the only one of its command
     */
    private record Change(long number, Kind kind, boolean subscribes, @Nullable ByteBuffer name, boolean alone) {

        /** Applies the change and returns whether there was a difference. */
        boolean apply(Map<Kind, Set<ByteBuffer>> to) {
            Set<ByteBuffer> names = to.computeIfAbsent(kind, key -> new LinkedHashSet<>());
            if (name == null) {
                return false;
            }
            return subscribes ? names.add(name) : names.remove(name);
        }
    }

    private final Map<Kind, Set<ByteBuffer>> confirmed = new EnumMap<>(Kind.class);
    private final Deque<Change> due = new ArrayDeque<>();
    /** The memory of all confirmed subscriptions and of those that may be confirmed. */
    private int bytes;
    /** The memory of all awaited confirmations of UNSUBSCRIBE. */
    private int unsubscribing;

    /**
     * Records a SUBSCRIBE or UNSUBSCRIBE of any kind that the session sent.
     *
     * @param number the number of its first reply
     * @return the number of replies that it will have unless it is refused
     */
    int onCommand(long number, List<byte[]> arguments) {
        String command = new String(arguments.get(0), StandardCharsets.US_ASCII);
        Kind kind = Kind.of(command);
        boolean subscribes = !command.contains("UNSUBSCRIBE");
        List<@Nullable ByteBuffer> names = new ArrayList<>();
        arguments.subList(1, arguments.size()).forEach(argument -> names.add(ByteBuffer.wrap(argument)));
        if (names.isEmpty() && !subscribes) {
            names.addAll(namesOnceConfirmed(kind));
        }
        if (names.isEmpty()) {
            names.add(null);
        }
        long next = number;
        for (ByteBuffer name : names) {
            Change change = new Change(next++, kind, subscribes && name != null, name, names.size() == 1);
            due.add(change);
            count(change, 1);
        }
        return names.size();
    }

    private void count(Change change, int sign) {
        if (change.subscribes) {
            bytes += sign * size(change.name);
        } else {
            unsubscribing += sign * size(change.name);
        }
    }

    private Collection<ByteBuffer> namesOnceConfirmed(Kind kind) {
        Map<Kind, Set<ByteBuffer>> later = new EnumMap<>(Kind.class);
        later.put(kind, new LinkedHashSet<>(confirmed.getOrDefault(kind, Set.of())));
        due.stream().filter(change -> change.kind == kind).forEach(change -> change.apply(later));
        return later.get(kind);
    }

    private static int size(@Nullable ByteBuffer name) {
        return BYTES_PER_NAME + (name == null ? 0 : name.capacity());
    }

    /** Returns whether the reply of this number is a confirmation. */
    boolean awaits(long number) {
        return !due.isEmpty() && due.element().number == number;
    }

    /** Returns whether a confirmation is awaited. */
    boolean isChanging() {
        return !due.isEmpty();
    }

    /** Records the next awaited confirmation. */
    void confirm() {
        Change change = due.remove();
        boolean changed = change.apply(confirmed);
        if (change.subscribes != changed) {
            // A repeated subscription, or an ended one: its memory does not count any more.
            bytes -= size(change.name);
        }
        if (!change.subscribes) {
            count(change, -1);
        }
    }

    /**
     * Records that the command of the next awaited confirmation was refused.
     *
     * @return false if the numbers of all later replies are wrong, since the command had several channels
     */
    boolean refuse() {
        Change change = due.remove();
        count(change, -1);
        return change.alone;
    }

    /** Drops all confirmed subscriptions, which RESET ends without confirmations. */
    void reset() {
        confirmed.values().forEach(names -> names.forEach(name -> bytes -= size(name)));
        confirmed.clear();
    }

    /** Returns whether there is a confirmed subscription. */
    boolean hasConfirmed() {
        return confirmed.values().stream().anyMatch(names -> !names.isEmpty());
    }

    /** Returns the approximate memory in bytes. */
    int size() {
        return bytes + unsubscribing;
    }

    /** Returns whether the limit of memory is exceeded. */
    boolean tooMuch() {
        return bytes > MOST_BYTES || unsubscribing > MOST_BYTES;
    }

    /** Returns the commands that restore the subscriptions on another server, one for each kind. */
    @SuppressWarnings("ByteBufferBackingArray") // Each buffer wraps an array of its own.
    List<byte[][]> replay() {
        List<byte[][]> commands = new ArrayList<>();
        confirmed.forEach((kind, names) -> {
            if (!names.isEmpty()) {
                List<byte[]> arguments = new ArrayList<>(List.of(kind.subscribe));
                names.forEach(name -> arguments.add(name.array()));
                commands.add(arguments.toArray(byte[][]::new));
            }
        });
        return commands;
    }

    /** Returns the number of subscriptions of each kind, without the channel names, which may be confidential. */
    @Override
    public String toString() {
        return Arrays.toString(confirmed.entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue().size())
                .toArray());
    }
}
