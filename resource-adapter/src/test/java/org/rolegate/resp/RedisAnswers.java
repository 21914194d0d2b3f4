package org.rolegate.resp;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

import static org.rolegate.resp.RespBytes.bytes;

/** Says streams to Redis, each on a connection of its own and in pieces, and hears what it answers until it closes. */
final class RedisAnswers implements AutoCloseable {

    /** Ends a wait for what does not come. */
    private static final int MOST_TURNS = 1_000;

    private static final byte[] PING = RespCommand.encode("PING");
    private static final int PONG_LENGTH = 7;

    private final LocalRedis redis;
    private final SocketChannel other;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);

    RedisAnswers(LocalRedis redis) throws IOException {
        this.redis = redis;
        other = redis.connect();
    }

    /** Whether enough was heard. */
    interface Enough {
        boolean is(int stream, ByteArrayOutputStream heard);
    }

    private static final class Talk {
        private final SocketChannel channel;
        private final byte[] stream;
        private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
        private int said;
        private boolean over;

        Talk(SocketChannel channel, byte[] stream) {
            this.channel = channel;
            this.stream = stream;
        }
    }

    /**
     * Returns the answers to all streams.
     *
     * @param enough whether Redis may be told that a stream is at its end, by the stream's number and what was heard: it then
     *     drops what it could not send yet
     */
    List<byte[]> to(List<byte[]> streams, Enough enough, RandomGenerator random) throws IOException {
        List<Talk> talks = new ArrayList<>();
        try {
            for (int i = 0; i < streams.size(); i++) {
                talks.add(new Talk(redis.connect(), streams.get(i)));
            }
            for (int pieces = 1 + random.nextInt(4); pieces > 0; pieces--) {
                for (Talk talk : talks) {
                    int left = talk.stream.length - talk.said;
                    say(talk, pieces == 1 ? left : random.nextInt(left + 1));
                }
                awaitTurn();
            }
            for (int i = 0; i < talks.size(); i++) {
                Talk talk = talks.get(i);
                for (int turns = 0; turns < MOST_TURNS && !enough.is(i, talk.heard); turns++) {
                    awaitTurn();
                    talk.channel.configureBlocking(false);
                    hear(talk);
                    talk.channel.configureBlocking(true);
                }
                end(talk);
            }
            List<byte[]> answers = new ArrayList<>();
            for (Talk talk : talks) {
                while (!talk.over) {
                    hear(talk);
                }
                answers.add(talk.heard.toByteArray());
            }
            return answers;
        } finally {
            for (Talk talk : talks) {
                talk.channel.close();
            }
        }
    }

    private void say(Talk talk, int count) {
        int start = talk.said;
        talk.said += count;
        while (start < talk.said && !talk.over) {
            int length = Math.min(talk.said - start, buffer.capacity());
            buffer.clear().put(talk.stream, start, length).flip();
            start += length;
            try {
                while (buffer.hasRemaining()) {
                    talk.channel.write(buffer);
                }
            } catch (IOException e) {
                // Redis closed; what it said before can still be read.
                return;
            }
        }
    }

    /** Redis answers after it looked at all that was said before: so the pieces are pieces to it, too. */
    private void awaitTurn() throws IOException {
        other.write(ByteBuffer.wrap(PING));
        for (int heard = 0; heard < PONG_LENGTH; heard += buffer.position()) {
            readOther();
        }
    }

    private void readOther() throws IOException {
        buffer.clear();
        if (other.read(buffer) < 0) {
            throw new EOFException("redis-server is gone");
        }
    }

    private static void end(Talk talk) {
        try {
            talk.channel.shutdownOutput();
        } catch (IOException e) {
            // Redis was faster.
            return;
        }
    }

    private void hear(Talk talk) {
        buffer.clear();
        try {
            int count = talk.channel.read(buffer);
            talk.over = count < 0;
            byte[] some = new byte[Math.max(0, count)];
            buffer.flip().get(some);
            talk.heard.writeBytes(some);
        } catch (IOException e) {
            // It closed without having read all.
            talk.over = true;
        }
    }

    /** Returns the bulk that is the answer to a command on a connection that lives on. */
    byte[] ask(String... words) throws IOException {
        other.write(ByteBuffer.wrap(RespCommand.encode(words)));
        RespReader reader = new RespReader(Limits.DEFAULT);
        while (true) {
            readOther();
            var reply = reader.next(buffer.flip());
            if (reply.isPresent()) {
                return bytes(reply.get().text().orElseThrow());
            }
        }
    }

    @Override
    public void close() throws IOException {
        other.close();
    }
}
