package org.rolegate.net.session;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;

import org.rolegate.conversation.PushMessages;
import org.rolegate.resp.Limits;
import org.rolegate.resp.RespCommand;
import org.rolegate.resp.RespProtocolException;
import org.rolegate.resp.RespReader;
import org.rolegate.resp.RespValue;

/**
 * What a new server is told before a session goes on with it, and its answers. What it publishes in between is the client's;
 * and a client that keeps keys by itself is told that all of them may have changed, since the new server does not know which
 * it has.
 */
final class StateReplay {

    private static final Set<String> SUBSCRIBING = Set.of("SUBSCRIBE", "PSUBSCRIBE", "SSUBSCRIBE");

    /** Without these the session would not be what it was; a name is not worth losing a session. */
    private static final Set<String> NEEDED =
            Set.of("AUTH", "HELLO", "SELECT", "MULTI", "SUBSCRIBE", "PSUBSCRIBE", "SSUBSCRIBE", "CLIENT TRACKING");

    private static final Set<String> CONTAINERS = Set.of("CLIENT", "SCRIPT");

    /** Which scripts a server has; those that it has are not told it. */
    private static final String QUESTION = "SCRIPT EXISTS";

    private static final String LOAD = "SCRIPT LOAD";

    private final List<byte[][]> commands;
    private final RespReader reader = new RespReader(Limits.DEFAULT);
    private final ByteArrayOutputStream forClient = new ByteArrayOutputStream();
    private Channel server;
    private int sent;
    private int answered;
    /** Of the command that is answered next, which may be so for each of its channels. */
    private int confirmed;

    private Optional<String> refusal = Optional.empty();

    StateReplay(List<byte[][]> commands) {
        this.commands = new ArrayList<>(commands);
        boolean pushes = commands.stream().anyMatch(arguments -> name(arguments).equals("HELLO"));
        boolean tracks = commands.stream().anyMatch(arguments -> name(arguments).equals("CLIENT TRACKING"));
        if (pushes && tracks) {
            forClient.writeBytes(PushMessages.ALL_CHANGED);
        }
    }

    void send(Channel to) {
        server = to;
        sendOn();
    }

    /** Up to the next question: what comes behind that depends on its answer. */
    private void sendOn() {
        boolean asked = false;
        while (!asked && sent < commands.size()) {
            byte[][] arguments = commands.get(sent++);
            server.write(Unpooled.wrappedBuffer(RespCommand.encode(arguments)));
            asked = name(arguments).equals(QUESTION);
        }
        server.flush();
    }

    /** Takes answers, and leaves in the buffer what comes after the last of them; the buffer stays the caller's. */
    void hear(ByteBuf bytes) {
        ByteBuffer view = bytes.nioBuffer();
        int length = view.remaining();
        try {
            while (!over()) {
                Optional<RespValue> value = reader.next(view);
                if (value.isEmpty()) {
                    break;
                }
                judge(value.get());
            }
        } catch (RespProtocolException odd) {
            refusal = Optional.of("its reply is not RESP");
        }
        bytes.skipBytes(length - view.remaining());
    }

    private void judge(RespValue value) {
        String kind =
                value.items().stream().findFirst().flatMap(RespValue::text).orElse("");
        boolean subscribing = SUBSCRIBING.contains(name(commands.get(answered)));
        boolean push = value instanceof RespValue.Push;
        if (PushMessages.isPublished(kind) && (push || subscribing)) {
            keep(value);
        } else if (subscribing && PushMessages.isConfirmation(kind)) {
            confirmed++;
            if (confirmed == commands.get(answered).length - 1) {
                next();
            }
        } else if (!push) {
            answer(value);
        }
    }

    private void answer(RespValue value) {
        String command = name(commands.get(answered));
        next();
        if (NEEDED.contains(command)) {
            // The code alone: a server may repeat what it was told, and that may be a password.
            value.error().ifPresent(error -> refusal = Optional.of(command + " refused: " + error.code()));
        } else if (command.equals(QUESTION)) {
            leaveOut(value.items());
            sendOn();
        }
    }

    /** Of the commands that come next those whose answer is known to be yes; all stay if the question was refused. */
    private void leaveOut(List<RespValue> known) {
        int at = answered;
        for (RespValue each : known) {
            if (at == commands.size() || !name(commands.get(at)).equals(LOAD)) {
                return;
            }
            if (each.text().filter("1"::equals).isPresent()) {
                commands.remove(at);
            } else {
                at++;
            }
        }
    }

    private void next() {
        answered++;
        confirmed = 0;
    }

    /** Writes it down as it came, an array or a push of strings. */
    private void keep(RespValue message) {
        byte[] bytes = RespCommand.encode(
                message.items().stream().map(StateReplay::bytes).toArray(byte[][]::new));
        bytes[0] = (byte) (message instanceof RespValue.Push ? '>' : '*');
        forClient.writeBytes(bytes);
    }

    private static byte[] bytes(RespValue item) {
        return item instanceof RespValue.Bulk bulk
                ? bulk.bytes()
                : item.text().orElse("").getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the command's name, of a container with its subcommand; as the client wrote it: many write in lower case. */
    private static String name(byte[]... arguments) {
        String name = text(arguments[0]);
        return CONTAINERS.contains(name) ? name + " " + text(arguments[1]) : name;
    }

    /** As far as Redis looks at it: to the first NUL. */
    private static String text(byte[] word) {
        String text = new String(word, StandardCharsets.US_ASCII).toUpperCase(Locale.ROOT);
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    /** Returns what the client is to hear before anything else from this server. */
    ByteBuf forClient() {
        return Unpooled.wrappedBuffer(forClient.toByteArray());
    }

    /** Returns what the server refused that the session cannot do without. */
    Optional<String> refusal() {
        return refusal;
    }

    boolean over() {
        return refusal.isPresent() || answered == commands.size();
    }
}
