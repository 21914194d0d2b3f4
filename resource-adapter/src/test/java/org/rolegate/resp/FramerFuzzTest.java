package org.rolegate.resp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

import org.rolegate.testing.Slow;

/**
 * The splitters against {@link RespReader} and against {@link FramingReference}, on random streams in random pieces; the system
 * property rolegate.test.seed repeats a run, rolegate.test.rounds makes it longer.
 */
@Slow
class FramerFuzzTest {

    private static final int ROUNDS = Integer.getInteger("rolegate.test.rounds", 200_000);
    private static final int NO_LIMIT = Integer.MAX_VALUE;
    private static final Limits LIMITS = new Limits(NO_LIMIT, NO_LIMIT, NO_LIMIT, NO_LIMIT, NO_LIMIT);

    /** What the reader refuses for reasons that do not touch where a value ends. */
    private static final List<String> ABOUT_CONTENT = List.of(
            "a number was expected",
            "a number is beyond 64 bits",
            "a boolean is t or f",
            "a null holds nothing",
            "a verbatim string without its format",
            "too many elements");

    private final long seed = Long.getLong("rolegate.test.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private byte[] stream = {};

    @BeforeEach
    void tellTheSeed(TestReporter reporter) {
        reporter.publishEntry("rolegate.test.seed", Long.toString(seed));
    }

    @Test
    void bothFindTheSameEndsOfReplies() {
        int odd = 0;
        for (int round = 0; round < ROUNDS; round++) {
            // Given
            stream = RandomStream.replies(random);
            boolean kindsMatter = random.nextBoolean();
            FramingReference reference = FramingReference.ofReplies(stream, kindsMatter);
            Found found = new Found();
            found.kindsMatter = kindsMatter;

            // When
            ReplyFramer splitter = new ReplyFramer(found);
            feed(reference, splitter::feed, found.events, splitter::atBoundary);

            // Then
            same("events", reference.events(), found.events);
            same("odd", reference.odd(), splitter.odd());
            same(
                    "replies",
                    reference.events().stream()
                            .filter(event -> !event.startsWith("push"))
                            .count(),
                    splitter.replies());
            agreesWithReaderOfReplies(FramingReference.ofReplies(stream));
            odd += reference.odd() ? 1 : 0;
        }
        same("many odd streams, and many that are not", true, odd > ROUNDS / 10 && odd < ROUNDS / 2);
    }

    @Test
    void bothFindTheSameEndsOfCommands() {
        int odd = 0;
        for (int round = 0; round < ROUNDS; round++) {
            // Given
            stream = RandomStream.requests(random);
            FramingReference reference = FramingReference.ofRequests(stream);
            FoundCommands found = new FoundCommands();

            // When
            RequestFramer splitter = new RequestFramer(found);
            feed(reference, splitter::feed, found.events, splitter::atBoundary);

            // Then
            same("events", reference.events(), found.events);
            same("odd", reference.odd(), splitter.odd());
            same("commands", (long) reference.ends().size(), splitter.commands());
            agreesWithReaderOfRequests(reference, found.commands);
            odd += reference.odd() ? 1 : 0;
        }
        same("many odd streams, and many that are not", true, odd > ROUNDS / 10 && odd < ROUNDS / 2);
    }

    private interface Feed {
        void take(ByteBuffer in);
    }

    private interface Boundary {
        boolean reached();
    }

    /** In random pieces, after each of which as much must be known as the reference has ended there. */
    private void feed(FramingReference reference, Feed feed, List<String> events, Boundary boundary) {
        int start = 0;
        while (start < stream.length) {
            int end = Math.min(stream.length, start + 1 + random.nextInt(random.nextBoolean() ? 4 : 60));
            ByteBuffer piece = ByteBuffer.wrap(stream, start, end - start);
            feed.take(piece);
            same("the piece is used up", 0, piece.remaining());
            start = end;
            int ended = 0;
            while (ended < reference.ends().size() && reference.ends().get(ended) <= end) {
                ended++;
            }
            same("events so far", ended, events.size());
            same("boundary", end == (ended == 0 ? 0 : reference.ends().get(ended - 1)), boundary.reached());
        }
    }

    private void agreesWithReaderOfReplies(FramingReference reference) {
        RespReader reader = new RespReader(LIMITS);
        ByteBuffer in = ByteBuffer.wrap(stream);
        List<Integer> ends = new ArrayList<>();
        try {
            for (Optional<RespValue> next = reader.next(in); next.isPresent(); next = reader.next(in)) {
                same(
                        "kind",
                        kind(next.get()),
                        reference.events().get(ends.size()).split(" ", 2)[0]);
                ends.add(in.position());
            }
        } catch (RespProtocolException e) {
            boolean content = ABOUT_CONTENT.stream().anyMatch(e.getMessage()::contains);
            same("ends before the refusal", reference.ends().subList(0, ends.size()), ends);
            same("odd, as the reader says: " + e.getMessage(), true, reference.odd() || content);
            return;
        }
        same("ends", reference.ends(), ends);
        // The reader looks at a line when it is whole, the splitter at each byte of it.
        same("odd only where the reader has not finished", false, reference.odd() && !reader.isMidReply());
    }

    private void agreesWithReaderOfRequests(FramingReference reference, List<List<byte[]>> commands) {
        RespReader reader = new RespReader(LIMITS);
        ByteBuffer in = ByteBuffer.wrap(stream);
        int start = 0;
        int count = 0;
        try {
            for (Optional<RespValue> next = reader.next(in); next.isPresent(); next = reader.next(in)) {
                byte[] bytes = Arrays.copyOfRange(stream, start, in.position());
                if (!canonical(next.get(), bytes)) {
                    same("odd, since not canonical", true, reference.odd() && count == commands.size());
                    return;
                }
                same("end", in.position(), reference.ends().get(count));
                sameWords(next.get().items(), commands.get(count));
                start = in.position();
                count++;
            }
        } catch (RespProtocolException e) {
            same("odd, as the reader says: " + e.getMessage(), true, reference.odd());
        }
        same("count", count, commands.size());
    }

    private static boolean canonical(RespValue value, byte[] bytes) {
        List<RespValue> items = value.items();
        return value instanceof RespValue.Array
                && !items.isEmpty()
                && items.stream().allMatch(RespValue.Bulk.class::isInstance)
                && !unclear(((RespValue.Bulk) items.get(0)).bytes())
                && Arrays.equals(
                        bytes,
                        RespCommand.encode(items.stream()
                                .map(item -> ((RespValue.Bulk) item).bytes())
                                .toArray(byte[][]::new)));
    }

    /** Which command it is depends on where a NUL ends its name. */
    private static boolean unclear(byte[] name) {
        return RespBytes.text(name).lastIndexOf('\0', RequestFramer.LONGEST_NAME - 1) >= 0;
    }

    private void sameWords(List<RespValue> expected, List<byte[]> words) {
        same("number of words", expected.size(), words.size());
        for (int i = 1; i < words.size(); i++) {
            same("word", expected.get(i), new RespValue.Bulk(words.get(i)));
        }
    }

    private static String kind(RespValue value) {
        if (value instanceof RespValue.Push) {
            return "push";
        }
        return value instanceof RespValue.ErrorReply ? "error" : "reply";
    }

    /** AssertJ would take most of the time of millions of rounds. */
    private void same(String what, Object expected, Object found) {
        if (!expected.equals(found)) {
            throw new AssertionError("seed " + seed + ": " + what + ": expected " + expected + ", found " + found
                    + ", stream " + new RespValue.Bulk(stream) + " " + Arrays.toString(stream));
        }
    }
}
