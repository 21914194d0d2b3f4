package org.rolegate.conversation;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * The state of a server connection that must be replayed before another server can take the session over.
 *
 * <p>A command counts once its reply is no error. Commands and replies are numbered from 0 in the order they are forwarded.
 * Only commands with {@link CommandClass#changesState} are recorded, so the many others cost nothing:
 *
 * <pre>
 *   onCommand(n, class, arguments) -> pending -> onReply(n, no error) -> settings
 *                                             -> onReply(n, error)    -> dropped
 * </pre>
 *
 * <p>A session is pinned to its server for good once it has state that cannot be replayed. Not thread-safe.
 */
public final class ConnectionState {

    private static final byte[] INVALIDATIONS = Arguments.of("__redis__:invalidate");

    /** The number of no command. */
    public static final long NONE = -1;

    private final RedisConnectionSettings settings = new RedisConnectionSettings();
    private Transaction transaction = new Transaction();
    /** Created on first use, since most sessions never need it. */
    private @Nullable PendingCommands pending;
    /** The number of the next awaited reply. */
    private long next = NONE;
    /** The number of the last accepted MULTI. */
    private long multi = NONE;
    /** The number of the last CLIENT CACHING, or of the last CLIENT that directly follows it. */
    private long caching = NONE;

    private int memoryBytes;
    private boolean pinned;
    /** Created on first use. */
    private @Nullable Subscriptions subscriptions;
    /** Created on first use. */
    private @Nullable ClientTracking tracking;

    private SessionScripts scripts;

    /** Creates the state of a new connection; the scripts are shared by all servers that the session may use. */
    public ConnectionState(ScriptCache scripts) {
        this.scripts = scripts.none();
    }

    /**
     * Records a command that the session sent.
     *
     * @param number the number of replies before its own
     * @param kind the command's class
     * @param arguments the command and its arguments if {@link CommandClass#argumentsMatter()}, of a script command at least the
     *     first two, else empty; owned by this object from now on
     * @return the number of replies that it will have
     */
    public int onCommand(long number, CommandClass kind, List<byte[]> arguments) {
        if (pinned) {
            RedisConnectionSettings.wipe(arguments);
            return 1;
        }
        if (kind == CommandClass.SUBSCRIBING) {
            return onSubscription(number, arguments);
        }
        switch (kind) {
            case ORDINARY, READ, CONTAINER, SCRIPTED, BLOCKING -> RedisConnectionSettings.wipe(arguments);
            case PINNING -> {
                RedisConnectionSettings.wipe(arguments);
                pin();
            }
            case SCRIPT, EVAL, EVAL_READ -> onScript(number, arguments);
            case CLIENT -> onClient(number, arguments);
            default -> addPending(number, kind, arguments);
        }
        return 1;
    }

    private int onSubscription(long number, List<byte[]> arguments) {
        boolean resetPending = pending != null && pending.has(CommandClass.RESET);
        // The invalidations of another connection, which names this one by a client ID of this server.
        boolean forAnother = arguments.stream().anyMatch(argument -> Arrays.equals(argument, INVALIDATIONS));
        if (transaction.queueing() || forAnother || resetPending && arguments.size() == 1) {
            // Whether a transaction queues or refuses it depends on the version.
            // The channels that an UNSUBSCRIBE leaves depend on whether it precedes or follows the reset.
            pin();
            return 1;
        }
        if (subscriptions == null) {
            subscriptions = new Subscriptions();
        }
        int replies = subscriptions.onCommand(number, arguments);
        measure();
        pinIf(subscriptions.tooMuch());
        return replies;
    }

    private void onScript(long number, List<byte[]> arguments) {
        scripts = scripts.onCommand(number, arguments);
        if (scripts.next() != NONE) {
            findNext();
            measure();
        }
        pinIf(arguments.size() > 1
                && Arguments.is(arguments.get(0), "SCRIPT")
                && Arguments.is(arguments.get(1), "DEBUG"));
    }

    private void onClient(long number, List<byte[]> arguments) {
        ClientArguments client = new ClientArguments(arguments);
        if (client.changesReplies()) {
            pin();
            return;
        }
        if (client.isCaching() || caching != NONE && number == caching + 1) {
            caching = number;
        }
        if (!client.harmless()) {
            addPending(number, CommandClass.CLIENT, arguments);
        }
    }

    /** Returns whether the reply of this number confirms a channel, unless it is an error. */
    public boolean awaitsConfirmation(long number) {
        return subscriptions != null && subscriptions.awaits(number);
    }

    /** Returns whether the reply of this number must be passed to {@link #onReply}. */
    public boolean awaits(long number) {
        return number == next || awaitsConfirmation(number);
    }

    /**
     * Records the reply to an awaited command.
     *
     * @param number the number of replies before it
     * @param error the error code if the reply is an error
     */
    public void onReply(long number, Optional<String> error) {
        if (awaitsConfirmation(number)) {
            onSubscriptionReply(error);
            measure();
        } else if (number == next) {
            if (number == scripts.next()) {
                // A queued command may never be executed.
                scripts.onReply(error.isEmpty() && !transaction.queueing());
            } else {
                onCommandReply(number, error);
            }
            findNext();
            measure();
        }
    }

    /** Records an error reply to any command; called after {@link #onReply}. */
    public void onError() {
        transaction.onRefusal();
    }

    private void onSubscriptionReply(Optional<String> error) {
        Subscriptions awaiting = Objects.requireNonNull(subscriptions, "no confirmation is awaited");
        if (error.isPresent()) {
            pinIf(!awaiting.refuse());
        } else if (transaction.queueing()) {
            pin();
        } else {
            awaiting.confirm();
        }
    }

    private void onCommandReply(long number, Optional<String> error) {
        PendingCommands.Command command =
                Objects.requireNonNull(pending, "no reply is awaited").remove();
        if (command.kind() == CommandClass.RESET) {
            onResetReply(error);
        } else if (!command.kind().argumentsMatter()) {
            multi = command.kind() == CommandClass.MULTI && error.isEmpty() ? number : multi;
            transaction.onReply(command.kind(), error);
        } else if (error.isPresent()) {
            refused(command, error.get());
        } else if (transaction.queueing()) {
            // It takes effect with EXEC or never. This is too rare to be tracked.
            RedisConnectionSettings.wipe(command.arguments());
            pin();
        } else {
            accepted(command);
        }
    }

    private void onResetReply(Optional<String> error) {
        if (error.isEmpty()) {
            // Redis 7.0 and later versions treat NO-EVICT and NO-TOUCH differently at a RESET.
            pinIf(settings.hasSwitches());
            settings.reset();
            tracking = null;
            if (subscriptions != null) {
                subscriptions.reset();
            }
            transaction = new Transaction();
        }
        pinIf(error.isPresent() && error.get().equals(Transaction.UNCERTAIN));
    }

    private void refused(PendingCommands.Command command, String errorCode) {
        pinIf(command.kind() == CommandClass.HELLO
                && new HelloArguments(command.arguments()).mayHaveLoggedIn(errorCode));
        // The commands that the client sent after it were meant for that user and that database.
        pinIf(command.kind() != CommandClass.CLIENT && errorCode.equals(Transaction.UNCERTAIN));
        RedisConnectionSettings.wipe(command.arguments());
    }

    private void accepted(PendingCommands.Command command) {
        List<byte[]> arguments = command.arguments();
        switch (command.kind()) {
            case AUTH -> settings.auth(arguments);
            case SELECT -> settings.select(arguments);
            case HELLO -> {
                HelloArguments hello = new HelloArguments(arguments);
                settings.hello(hello);
                pinIf(!hello.isSupported());
            }
            default -> acceptedClient(arguments);
        }
    }

    private void acceptedClient(List<byte[]> arguments) {
        ClientArguments client = new ClientArguments(arguments);
        if (!client.isTracking()) {
            pinIf(!client.apply(settings));
            return;
        }
        tracking = Objects.requireNonNullElseGet(tracking, ClientTracking::new);
        pinIf(!tracking.apply(arguments));
    }

    /**
     * Returns whether the state can be replayed, apart from queued commands and {@link #isCaching}. The result is valid when
     * every command is answered.
     */
    public boolean movable() {
        return !pinned && transaction.movable();
    }

    /**
     * Returns whether a CLIENT CACHING was sent and the command to which it applies has no reply yet. This state cannot be
     * replayed. CLIENT CACHING applies to the next command that is not CLIENT, or to the whole transaction if that is MULTI. A
     * refused CLIENT CACHING counts as well.
     *
     * @param answered the number of replies so far
     */
    public boolean isCaching(long answered) {
        return caching != NONE && (transaction.queueing() ? multi : answered) <= caching + 1;
    }

    /**
     * Returns the number of the MULTI since which commands are queued, or {@link #NONE} if none is open. A transaction is open
     * until its end is answered.
     */
    public long queueingSince() {
        return transaction.queueing() ? multi : NONE;
    }

    /** Records that the session left its server for another one. */
    public void onServerLeft() {
        transaction.onServerLeft();
    }

    /** Returns whether keys are watched, according to the replies so far. */
    public boolean watches() {
        return transaction.watching();
    }

    /**
     * Returns whether the watched keys were watched on a server that the session has left, according to the replies so far.
     * Changes of these keys are unknown then, so DISCARD must be sent in place of EXEC.
     */
    public boolean watchBroken() {
        return transaction.broken();
    }

    /**
     * Returns the reply for the client to an EXEC in whose place the server got DISCARD. It must be called before
     * {@link #onReply}. If it returns empty, the reply is unknown, and the session must be closed.
     *
     * @param error the error code if the reply to DISCARD is an error
     */
    public Optional<byte[]> abortedExecReply(Optional<String> error) {
        return transaction.abortedExec(error).map(aborted -> aborted.reply(settings.isResp3()));
    }

    /** Returns whether the server may publish messages to the session. */
    public boolean hasSubscriptions() {
        return subscriptions != null && subscriptions.hasConfirmed();
    }

    /** Returns whether the server may send push messages as RESP2 arrays. */
    public boolean expectsArrays() {
        return (hasSubscriptions() || isSubscribing()) && !settings.isResp3();
    }

    /** Returns whether a SUBSCRIBE or UNSUBSCRIBE command is not yet confirmed. */
    public boolean isSubscribing() {
        return subscriptions != null && subscriptions.isChanging();
    }

    /** Returns whether CLIENT TRACKING is on. */
    public boolean tracks() {
        return tracking != null && tracking.isOn();
    }

    /** Returns whether the session can never move. */
    public boolean pinned() {
        return pinned;
    }

    /** Pins the session to its server for good and overwrites all recorded arguments, since some are passwords. */
    public void pin() {
        pinned = true;
        if (pending != null) {
            pending.wipe();
            pending = null;
        }
        next = NONE;
        scripts = scripts.none();
        subscriptions = null;
        tracking = null;
        settings.wipe();
        measure();
    }

    /**
     * Returns the commands that restore the state on a new connection, in order. Scripts precede the commands that may call
     * them. Subscriptions follow all commands that a subscribed session may not send. The MULTI of an open transaction is
     * last. The arguments stay owned by this object.
     */
    public List<byte[][]> replay() {
        List<byte[][]> commands = settings.replay();
        if (tracking != null) {
            commands.addAll(tracking.replay());
        }
        commands.addAll(scripts.replay());
        if (subscriptions != null) {
            commands.addAll(subscriptions.replay());
        }
        if (transaction.queueing()) {
            commands.add(new byte[][] {Arguments.of("MULTI")});
        }
        return commands;
    }

    private void addPending(long number, CommandClass kind, List<byte[]> arguments) {
        if (pending == null) {
            pending = new PendingCommands();
        }
        pending.add(new PendingCommands.Command(number, kind, arguments));
        findNext();
        measure();
        pinIf(pending.tooMuch());
    }

    private void measure() {
        memoryBytes = settings.size()
                + scripts.size()
                + (pending == null ? 0 : pending.size())
                + (subscriptions == null ? 0 : subscriptions.size())
                + (tracking == null ? 0 : tracking.size());
    }

    /** Returns the approximate memory of the recorded state in bytes. */
    public int memoryBytes() {
        return memoryBytes;
    }

    private void findNext() {
        long command = pending == null ? NONE : pending.next();
        long script = scripts.next();
        next = command == NONE || script != NONE && script < command ? script : command;
    }

    private void pinIf(boolean reason) {
        if (reason) {
            pin();
        }
    }

    /** Returns the kinds of recorded state without any arguments, since some are passwords. */
    @Override
    public String toString() {
        return "ConnectionState[pinned=" + pinned + ", transaction=" + transaction.isOpen() + ", settings=" + settings
                + ", tracks=" + tracks() + ", subscriptions=" + subscriptions + ", awaited=" + pending + "]";
    }
}
