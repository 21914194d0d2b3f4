package org.rolegate.resp;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * An incremental reader of RESP2 and RESP3 replies from a byte stream of any fragmentation.
 *
 * <p>It consumes only the bytes of the next reply and stores only one incomplete reply, so its memory stays within its
 * {@link Limits}. Nesting is stored in a list, not on the thread's stack. Not thread-safe.
 *
 * <pre>
 *             +--------------- value inside an aggregate, or more to come ---------------+
 *             v                                                                          |
 *   start -> LINE --- type with a length (bulk) ---> BODY --- last byte ---> ENDING -----+---> reply
 *             |                                                                          |
 *             +--- any other type ------------------------------------------------------+
 * </pre>
 */
public final class RespReader {

    private enum State {
        LINE,
        BODY,
        ENDING
    }

    private static final int ENDING_LENGTH = 2;
    private static final int VERBATIM_PREFIX = 4;

    private final Limits limits;
    private final ByteGatherer gathered = new ByteGatherer();
    private final Deque<Aggregate> open = new ArrayDeque<>();
    private State state = State.LINE;
    private boolean carriageReturn;
    private char bodyType;
    private int bodyLength;
    private int endingSeen;
    private long replyBytes;
    private long elements;
    private boolean failed;

    /** Creates a reader whose next byte is the first one of a reply. */
    public RespReader(Limits limits) {
        this.limits = limits;
    }

    /**
     * Returns the next reply, or empty once the buffer is consumed. Callers repeat the call until it returns empty.
     *
     * @throws RespProtocolException if the bytes are no reply or exceed a limit; every later call fails, too
     */
    public Optional<RespValue> next(ByteBuffer in) {
        if (failed) {
            throw RespProtocolException.malformed("the connection sent one before");
        }
        failed = true; // unless the bytes are read without an exception
        Optional<RespValue> reply = Optional.empty();
        while (in.hasRemaining() && reply.isEmpty()) {
            reply = step(in);
        }
        failed = false;
        return reply;
    }

    /** Returns whether a reply is incomplete. */
    public boolean isMidReply() {
        return replyBytes > 0;
    }

    /** Returns the number of bytes that are allocated for an incomplete string. */
    int room() {
        return gathered.room();
    }

    private Optional<RespValue> step(ByteBuffer in) {
        if (state == State.LINE) {
            return line(in);
        }
        if (state == State.BODY) {
            return body(in);
        }
        return ending(in);
    }

    private Optional<RespValue> line(ByteBuffer in) {
        while (in.hasRemaining()) {
            byte one = in.get();
            count(1);
            if (carriageReturn) {
                if (one != '\n') {
                    throw RespProtocolException.malformed("a CR without LF");
                }
                carriageReturn = false;
                return endOfLine();
            }
            if (one == '\r') {
                carriageReturn = true;
            } else if (one == '\n') {
                throw RespProtocolException.malformed("an LF without CR");
            } else if (gathered.size() == limits.maxLineBytes()) {
                throw RespProtocolException.limit("line too long", limits.maxLineBytes() + 1L, limits.maxLineBytes());
            } else {
                gathered.add(one);
            }
        }
        return Optional.empty();
    }

    private Optional<RespValue> endOfLine() {
        if (gathered.size() == 0) {
            throw RespProtocolException.malformed("an empty line");
        }
        char type = (char) (gathered.at(0) & 0xff);
        String rest = gathered.takeText().substring(type < 0x80 ? 1 : 0);
        switch (type) {
            case '+':
                return finished(new RespValue.Simple(rest));
            case '-':
                return finished(new RespValue.ErrorReply(rest));
            case ':':
                return finished(new RespValue.Int(RespNumbers.whole(rest)));
            case ',':
                return finished(new RespValue.Simple(RespNumbers.real(rest)));
            case '(':
                return finished(new RespValue.Simple(RespNumbers.big(rest)));
            case '#':
                return finished(bool(rest));
            case '_':
                return finished(nil(rest));
            case '$':
            case '=':
            case '!':
                return startBody(type, RespNumbers.length(rest));
            case '*':
                return startAggregate(Aggregate.Kind.ARRAY, RespNumbers.length(rest));
            case '~':
                return startAggregate(Aggregate.Kind.ARRAY, notNull(RespNumbers.length(rest)));
            case '%':
                return startAggregate(Aggregate.Kind.MAP, notNull(RespNumbers.length(rest)));
            case '|':
                return startAggregate(Aggregate.Kind.ATTRIBUTE, notNull(RespNumbers.length(rest)));
            case '>':
                return startPush(notNull(RespNumbers.length(rest)));
            default:
                throw RespProtocolException.malformed("unknown type byte " + (int) type);
        }
    }

    private Optional<RespValue> startBody(char type, long length) {
        if (length < 0) {
            if (type != '$') {
                throw RespProtocolException.malformed("a null where there is none");
            }
            return finished(new RespValue.Nil());
        }
        if (length > limits.maxBulkBytes()) {
            throw RespProtocolException.limit("bulk too long", length, limits.maxBulkBytes());
        }
        bodyType = type;
        bodyLength = (int) length;
        state = length == 0 ? State.ENDING : State.BODY;
        return Optional.empty();
    }

    private Optional<RespValue> body(ByteBuffer in) {
        int count = Math.min(in.remaining(), bodyLength - gathered.size());
        count(count);
        gathered.addFrom(in, count);
        if (gathered.size() == bodyLength) {
            state = State.ENDING;
        }
        return Optional.empty();
    }

    private Optional<RespValue> ending(ByteBuffer in) {
        byte one = in.get();
        count(1);
        if (one != (endingSeen == 0 ? '\r' : '\n')) {
            throw RespProtocolException.malformed("a bulk does not end where it said");
        }
        endingSeen++;
        if (endingSeen < ENDING_LENGTH) {
            return Optional.empty();
        }
        endingSeen = 0;
        state = State.LINE;
        return finished(bodyValue());
    }

    private RespValue bodyValue() {
        if (bodyType == '!') {
            return new RespValue.ErrorReply(gathered.takeText());
        }
        if (bodyType == '$') {
            return new RespValue.Bulk(gathered.takeBytes(0));
        }
        if (gathered.size() < VERBATIM_PREFIX || gathered.at(VERBATIM_PREFIX - 1) != ':') {
            throw RespProtocolException.malformed("a verbatim string without its format");
        }
        return new RespValue.Bulk(gathered.takeBytes(VERBATIM_PREFIX));
    }

    private Optional<RespValue> startPush(long entries) {
        if (!open.isEmpty()) {
            throw RespProtocolException.malformed("a push inside another value");
        }
        return startAggregate(Aggregate.Kind.PUSH, entries);
    }

    private Optional<RespValue> startAggregate(Aggregate.Kind kind, long entries) {
        if (entries < 0) {
            return finished(new RespValue.Nil());
        }
        // Checked before it is doubled for a map, which could overflow.
        if (entries > limits.maxElements() || elements + kind.values(entries) > limits.maxElements()) {
            throw RespProtocolException.limit("too many elements", entries, limits.maxElements());
        }
        if (open.size() == limits.maxDepth()) {
            throw RespProtocolException.limit("nested too deep", limits.maxDepth() + 1L, limits.maxDepth());
        }
        Aggregate aggregate = new Aggregate(kind, kind.values(entries));
        if (!aggregate.isComplete()) {
            open.push(aggregate);
            return Optional.empty();
        }
        return aggregate.isAttribute() ? Optional.empty() : finished(aggregate.toValue());
    }

    /** Adds a complete value to its aggregate, and completes every aggregate of which it was the last value. */
    private Optional<RespValue> finished(RespValue value) {
        elements++;
        if (elements > limits.maxElements()) {
            throw RespProtocolException.limit("too many elements", elements, limits.maxElements());
        }
        RespValue whole = value;
        while (!open.isEmpty()) {
            Aggregate aggregate = open.peek();
            aggregate.add(whole);
            if (!aggregate.isComplete()) {
                return Optional.empty();
            }
            open.pop();
            if (aggregate.isAttribute()) {
                return Optional.empty();
            }
            elements++;
            whole = aggregate.toValue();
        }
        replyBytes = 0;
        elements = 0;
        return Optional.of(whole);
    }

    private void count(int bytes) {
        replyBytes += bytes;
        if (replyBytes > limits.maxReplyBytes()) {
            throw RespProtocolException.limit("reply too long", replyBytes, limits.maxReplyBytes());
        }
    }

    private static RespValue bool(String text) {
        if (!text.equals("t") && !text.equals("f")) {
            throw RespProtocolException.malformed("a boolean is t or f");
        }
        return new RespValue.Int(text.equals("t") ? 1 : 0);
    }

    private static RespValue nil(String text) {
        if (!text.isEmpty()) {
            throw RespProtocolException.malformed("a null holds nothing");
        }
        return new RespValue.Nil();
    }

    private static long notNull(long length) {
        if (length < 0) {
            throw RespProtocolException.malformed("a null where there is none");
        }
        return length;
    }
}
