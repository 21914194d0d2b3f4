package org.rolegate.net.session;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

import org.rolegate.conversation.PushMessages;
import org.rolegate.resp.Limits;
import org.rolegate.resp.RespCommand;
import org.rolegate.resp.RespProtocolException;
import org.rolegate.resp.RespReader;
import org.rolegate.resp.RespValue;

/**
 * The replay of the connection state on a new server: the commands that a session sends before it resumes, and their replies.
 *
 * <p>Messages that the server publishes in between are kept for the client. A client with client-side caching also gets an
 * invalidation of all keys, since the new server does not know which keys the client has cached.
 */
final class StateReplay {

    private static final Set<String> SUBSCRIBING = Set.of("SUBSCRIBE", "PSUBSCRIBE", "SSUBSCRIBE");

    /**
     * The commands without which the connection state is not restored. The session ends if one of them is refused; a refused
     * CLIENT SETNAME, for example, is ignored.
     */
    private static final Set<String> REQUIRED =
            Set.of("AUTH", "HELLO", "SELECT", "MULTI", "SUBSCRIBE", "PSUBSCRIBE", "SSUBSCRIBE", "CLIENT TRACKING");

    private static final Set<String> CONTAINERS = Set.of("CLIENT", "SCRIPT");

    /** Queries which scripts a server has; these are not loaded again. */
    private static final String QUERY = "SCRIPT EXISTS";

    private static final String LOAD = "SCRIPT LOAD";

    private final List<byte[][]> commands;
    private final RespReader reader = new RespReader(Limits.DEFAULT);
    private final ByteArrayOutputStream forClient = new ByteArrayOutputStream();
    /** Null until the first commands are sent. */
    private @Nullable Channel server;

    private int sent;
    private int answered;
    /** The number of confirmed channels of the first unanswered command, which has one confirmation per channel. */
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

    /** Sends the first commands to the server. */
    void send(Channel to) {
        server = to;
        sendNext(to);
    }

    /** Sends the next commands up to a query; what follows it depends on its reply. */
    private void sendNext(Channel to) {
        boolean query = false;
        while (!query && sent < commands.size()) {
            byte[][] arguments = commands.get(sent++);
            to.write(Unpooled.wrappedBuffer(RespCommand.encode(arguments)));
            query = name(arguments).equals(QUERY);
        }
        to.flush();
    }

    /** Reads replies, and leaves in the buffer what follows the last of them; the caller keeps the buffer. */
    void onReplies(ByteBuf bytes) {
        ByteBuffer view = bytes.nioBuffer();
        int length = view.remaining();
        try {
            while (!finished()) {
                Optional<RespValue> value = reader.next(view);
                if (value.isEmpty()) {
                    break;
                }
                onValue(value.get());
            }
        } catch (RespProtocolException odd) {
            refusal = Optional.of("its reply is not RESP");
        }
        bytes.skipBytes(length - view.remaining());
    }

    private void onValue(RespValue value) {
        String kind =
                value.items().stream().findFirst().flatMap(RespValue::text).orElse("");
        boolean subscribing = SUBSCRIBING.contains(name(commands.get(answered)));
        boolean push = value instanceof RespValue.Push;
        if (PushMessages.isPublished(kind) && (push || subscribing)) {
            keepForClient(value);
        } else if (subscribing && PushMessages.isConfirmation(kind)) {
            confirmed++;
            if (confirmed == commands.get(answered).length - 1) {
                advance();
            }
        } else if (!push) {
            onReply(value);
        }
    }

    private void onReply(RespValue value) {
        String command = name(commands.get(answered));
        advance();
        if (REQUIRED.contains(command)) {
            // The code alone: a server may repeat the arguments in its text, and these may contain a password.
            value.error().ifPresent(error -> refusal = Optional.of(command + " refused: " + error.code()));
        } else if (command.equals(QUERY)) {
            skipKnownScripts(value.items());
            sendNext(Objects.requireNonNull(server));
        }
    }

    /** Removes the next commands that load a script which the server has; none if the query was refused. */
    private void skipKnownScripts(List<RespValue> known) {
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

    private void advance() {
        answered++;
        confirmed = 0;
    }

    /** Keeps a message as it was received: an array or a push of strings. */
    private void keepForClient(RespValue message) {
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

    /**
     * Returns the command's name, of a container with its subcommand. The name is in upper case, since many clients write it
     * in lower case.
     */
    private static String name(byte[]... arguments) {
        String name = text(arguments[0]);
        return CONTAINERS.contains(name) ? name + " " + text(arguments[1]) : name;
    }

    /** Returns the part of an argument that Redis compares with its names: up to the first NUL. */
    private static String text(byte[] argument) {
        String text = new String(argument, StandardCharsets.US_ASCII).toUpperCase(Locale.ROOT);
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    /** Returns what the client gets before any other bytes of this server. */
    ByteBuf forClient() {
        return Unpooled.wrappedBuffer(forClient.toByteArray());
    }

    /** Returns the reason why the connection state could not be restored, if that is so. */
    Optional<String> refusal() {
        return refusal;
    }

    /** Tells whether every command is answered, or the replay has failed. */
    boolean finished() {
        return refusal.isPresent() || answered == commands.size();
    }
}
