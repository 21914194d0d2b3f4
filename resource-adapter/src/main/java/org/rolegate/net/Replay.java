package org.rolegate.net;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;

import org.rolegate.resp.Limits;
import org.rolegate.resp.RespCommand;
import org.rolegate.resp.RespProtocolException;
import org.rolegate.resp.RespReader;
import org.rolegate.resp.RespValue;

/** What a new server is told before a session goes on with it, and its answers. */
final class Replay {

    /** Without these the session would not be what it was; a name is not worth losing a session. */
    private static final List<String> NEEDED = List.of("AUTH", "HELLO", "SELECT", "MULTI");

    private final List<byte[][]> commands;
    private final RespReader reader = new RespReader(Limits.DEFAULT);
    private int answered;
    private Optional<String> refusal = Optional.empty();

    Replay(List<byte[][]> commands) {
        this.commands = commands;
    }

    void send(Channel server) {
        commands.forEach(words -> server.write(Unpooled.wrappedBuffer(RespCommand.encode(words))));
        server.flush();
    }

    /** Takes answers; the buffer stays the caller's. */
    void hear(ByteBuf bytes) {
        ByteBuffer view = bytes.nioBuffer();
        try {
            while (!over()) {
                Optional<RespValue> value = reader.next(view);
                if (value.isEmpty()) {
                    return;
                }
                judge(value.get());
            }
        } catch (RespProtocolException odd) {
            refusal = Optional.of("its answer is no RESP");
        }
    }

    private void judge(RespValue value) {
        if (value instanceof RespValue.Push) {
            return;
        }
        // As the client wrote it: many write in lower case.
        String command = new String(commands.get(answered)[0], StandardCharsets.US_ASCII).toUpperCase(Locale.ROOT);
        answered++;
        if (NEEDED.contains(command)) {
            // The code alone: a server may repeat what it was told, and that may be a password.
            value.error().ifPresent(error -> refusal = Optional.of(command + " refused: " + error.code()));
        }
    }

    /** Returns what the server refused that the session cannot do without. */
    Optional<String> refusal() {
        return refusal;
    }

    boolean over() {
        return refusal.isPresent() || answered == commands.size();
    }
}
