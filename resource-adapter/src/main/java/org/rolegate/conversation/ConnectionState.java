package org.rolegate.conversation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a session told its server that another one must be told before it can take over.
 *
 * <p>A command counts once its reply was no error. Commands and replies are numbered from 0 in the order they pass; only
 * commands of a class other than {@link CommandClass#ORDINARY} are told to the journal, so the many others cost nothing:
 *
 * <pre>
 *   sent(n, class, words) -> waits for reply n -> answered(n, no error) -> slot
 *                                              -> answered(n, error)    -> nothing
 * </pre>
 *
 * <p>A session that did what cannot be told is pinned to its server for good. Not thread safe.
 */
public final class ConnectionState {

    private static final byte[] INVALIDATIONS = Arguments.of("__redis__:invalidate");

    /** No command has this number. */
    public static final long NONE = -1;

    private final RedisConnectionSettings slots = new RedisConnectionSettings();
    private Transaction transaction = new Transaction();
    /** Made when first needed: most sessions say nothing to remember. */
    private PendingCommands awaited;
    /** The number of the first reply awaited. */
    private long next = NONE;

    /** The number of the MULTI that was accepted last. */
    private long multi = NONE;

    /** The number of the CLIENT CACHING sent last, or of the last CLIENT directly behind it. */
    private long caching = NONE;

    /** How much memory all of it takes, roughly. */
    private int remembered;

    private boolean pinned;
    /** Made when first needed. */
    private Subscriptions subscriptions;
    /** Made when first needed. */
    private ClientTracking tracking;

    private SessionScripts scripts;

    /** Begins; the scripts are those of the servers that the session may be given. */
    public ConnectionState(ScriptCache scripts) {
        this.scripts = scripts.none();
    }

    /**
     * The session sent a command.
     *
     * @param number how many replies there will be before its own
     * @param kind the command's class
     * @param arguments the command and its arguments if {@link CommandClass#argumentsMatter()}, of one about scripts the first two
     *     at least, else nothing; the journal's own from now on
     * @return how many replies it will have
     */
    public int sent(long number, CommandClass kind, List<byte[]> arguments) {
        if (pinned) {
            RedisConnectionSettings.wipe(arguments);
            return 1;
        }
        if (kind == CommandClass.SUBSCRIBING) {
            return sentSubscription(number, arguments);
        }
        switch (kind) {
            case ORDINARY, READ, CONTAINER, SCRIPTED, BLOCKING -> RedisConnectionSettings.wipe(arguments);
            case PINNING -> {
                RedisConnectionSettings.wipe(arguments);
                pin();
            }
            case SCRIPT, EVAL, EVAL_READ -> sentScript(number, arguments);
            case CLIENT -> sentClient(number, arguments);
            default -> await(number, kind, arguments);
        }
        return 1;
    }

    private int sentSubscription(long number, List<byte[]> arguments) {
        boolean resetAwaited = awaited != null && awaited.has(CommandClass.RESET);
        // The invalidations of another connection of this client, which names this one by a number of this server.
        boolean forAnother = arguments.stream().anyMatch(argument -> Arrays.equals(argument, INVALIDATIONS));
        if (transaction.queueing() || forAnother || resetAwaited && arguments.size() == 1) {
            // In a transaction refused or queued, as the version likes; and what is left before a reset is not left
            // after it.
            pin();
            return 1;
        }
        if (subscriptions == null) {
            subscriptions = new Subscriptions();
        }
        int replies = subscriptions.sent(number, arguments);
        count();
        pinIf(subscriptions.tooMuch());
        return replies;
    }

    private void sentScript(long number, List<byte[]> arguments) {
        scripts = scripts.sent(number, arguments);
        if (scripts.next() != NONE) {
            lookAhead();
            count();
        }
        pinIf(arguments.size() > 1
                && Arguments.is(arguments.get(0), "SCRIPT")
                && Arguments.is(arguments.get(1), "DEBUG"));
    }

    private void sentClient(long number, List<byte[]> arguments) {
        ClientArguments client = new ClientArguments(arguments);
        if (client.silences()) {
            pin();
            return;
        }
        if (client.caches() || caching != NONE && number == caching + 1) {
            caching = number;
        }
        if (!client.harmless()) {
            await(number, CommandClass.CLIENT, arguments);
        }
    }

    /** Whether this reply is a channel begun or left, if it is not a refusal. */
    public boolean awaitsConfirmation(long number) {
        return subscriptions != null && subscriptions.awaits(number);
    }

    /** Whether {@link #answered} wants to hear of this reply. */
    public boolean awaits(long number) {
        return number == next || awaitsConfirmation(number);
    }

    /**
     * The server answered a command that is awaited.
     *
     * @param number how many replies came before
     * @param error the code of the error, if it was one
     */
    public void answered(long number, Optional<String> error) {
        if (awaitsConfirmation(number)) {
            answeredSubscription(error);
            count();
        } else if (number == next) {
            if (number == scripts.next()) {
                // What was only queued may never be carried out.
                scripts.answered(error.isEmpty() && !transaction.queueing());
            } else {
                answeredCommand(number, error);
            }
            lookAhead();
            count();
        }
    }

    /** An error came, whoever awaited it; to be told after {@link #answered}. */
    public void erred() {
        transaction.refused();
    }

    private void answeredSubscription(Optional<String> error) {
        if (error.isPresent()) {
            pinIf(!subscriptions.refuse());
        } else if (transaction.queueing()) {
            pin();
        } else {
            subscriptions.confirm();
        }
    }

    private void answeredCommand(long number, Optional<String> error) {
        PendingCommands.Command command = awaited.remove();
        if (command.kind() == CommandClass.RESET) {
            answeredReset(error);
        } else if (!command.kind().argumentsMatter()) {
            multi = command.kind() == CommandClass.MULTI && error.isEmpty() ? number : multi;
            transaction.answered(command.kind(), error);
        } else if (error.isPresent()) {
            refused(command, error.get());
        } else if (transaction.queueing()) {
            // It takes effect with EXEC, or never: too rare to be followed.
            RedisConnectionSettings.wipe(command.arguments());
            pin();
        } else {
            accepted(command);
        }
    }

    private void answeredReset(Optional<String> error) {
        if (error.isEmpty()) {
            // What becomes of the two switches is another matter in Redis 7.0 than later.
            pinIf(slots.switched());
            slots.reset();
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
        // What its client sent behind it was meant for that user and that database.
        pinIf(command.kind() != CommandClass.CLIENT && errorCode.equals(Transaction.UNCERTAIN));
        RedisConnectionSettings.wipe(command.arguments());
    }

    private void accepted(PendingCommands.Command command) {
        List<byte[]> arguments = command.arguments();
        switch (command.kind()) {
            case AUTH -> slots.auth(arguments);
            case SELECT -> slots.select(arguments);
            case HELLO -> {
                HelloArguments hello = new HelloArguments(arguments);
                slots.hello(hello);
                pinIf(!hello.understood());
            }
            default -> acceptedClient(arguments);
        }
    }

    private void acceptedClient(List<byte[]> arguments) {
        ClientArguments client = new ClientArguments(arguments);
        if (!client.tracks()) {
            pinIf(!client.note(slots));
            return;
        }
        tracking = tracking == null ? new ClientTracking() : tracking;
        pinIf(!tracking.track(arguments));
    }

    /**
     * Whether another server can be told all there is to tell, but for what is queued in a transaction and for
     * {@link #caching}; ask when every command is answered.
     */
    public boolean movable() {
        return !pinned && transaction.movable();
    }

    /**
     * Whether a CLIENT CACHING was sent and the command that it is for has no reply yet: another server cannot be brought to
     * that point. Its command is the next one that is not CLIENT; if that is MULTI, the whole transaction. Refused or not makes
     * no difference.
     *
     * @param answered how many replies there were
     */
    public boolean caching(long answered) {
        return caching != NONE && (transaction.queueing() ? multi : answered) <= caching + 1;
    }

    /**
     * Returns the number of the MULTI since which commands are queued instead of executed; {@link #NONE} if they are not, or
     * once what ends it is answered.
     */
    public long queueingSince() {
        return transaction.queueing() ? multi : NONE;
    }

    /** The session left its server for another one. */
    public void left() {
        transaction.left();
    }

    /** Whether EXEC is carried out only if no watched key was touched, as far as that is answered. */
    public boolean watches() {
        return transaction.watching();
    }

    /**
     * Whether keys were watched on a server that the session has left, and still are for all that is answered: who said what
     * changed there meanwhile? DISCARD must go out for EXEC.
     */
    public boolean watchBroken() {
        return transaction.broken();
    }

    /**
     * Returns what the client is to hear of an EXEC in whose place the server got DISCARD, to be asked before
     * {@link #answered}; empty if that cannot be said, and the session must end.
     *
     * @param error the code of the error, if DISCARD was answered with one
     */
    public Optional<byte[]> insteadOfExec(Optional<String> error) {
        return transaction.insteadOfExec(error).map(averted -> averted.reply(slots.pushes()));
    }

    /** Whether the server may publish something to the session. */
    public boolean listens() {
        return subscriptions != null && subscriptions.listens();
    }

    /** Whether what it publishes, and confirms, looks like any other array: in RESP2. */
    public boolean expectsArrays() {
        return (listens() || subscribing()) && !slots.pushes();
    }

    /** Whether the server was asked to begin or end publishing something, and did not confirm that yet. */
    public boolean subscribing() {
        return subscriptions != null && subscriptions.changing();
    }

    /** Whether the server tells the session which of the keys that it read have changed. */
    public boolean tracks() {
        return tracking != null && tracking.on();
    }

    /** Whether the session can never move. */
    public boolean pinned() {
        return pinned;
    }

    /** Ties the session to its server for good and wipes what was remembered, passwords above all. */
    public void pin() {
        pinned = true;
        if (awaited != null) {
            awaited.wipe();
            awaited = null;
        }
        next = NONE;
        scripts = scripts.none();
        subscriptions = null;
        tracking = null;
        slots.wipe();
        count();
    }

    /**
     * The commands that make a new server connection what the old one is, in order: scripts before all that may call them,
     * subscriptions behind all that a subscribed session could not send any more, and an open transaction's MULTI last; the
     * arguments stay the journal's.
     */
    public List<byte[][]> replay() {
        List<byte[][]> commands = slots.replay();
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

    private void await(long number, CommandClass kind, List<byte[]> arguments) {
        if (awaited == null) {
            awaited = new PendingCommands();
        }
        awaited.add(new PendingCommands.Command(number, kind, arguments));
        lookAhead();
        count();
        pinIf(awaited.tooMuch());
    }

    private void count() {
        remembered = slots.size()
                + scripts.size()
                + (awaited == null ? 0 : awaited.size())
                + (subscriptions == null ? 0 : subscriptions.size())
                + (tracking == null ? 0 : tracking.size());
    }

    /** Returns how much memory all that is remembered takes, roughly. */
    public int remembered() {
        return remembered;
    }

    private void lookAhead() {
        long command = awaited == null ? NONE : awaited.next();
        long script = scripts.next();
        next = command == NONE || script != NONE && script < command ? script : command;
    }

    private void pinIf(boolean reason) {
        if (reason) {
            pin();
        }
    }

    /** Names the kinds of state remembered and nothing of what was said: there are passwords in it. */
    @Override
    public String toString() {
        return "Journal[pinned=" + pinned + ", transaction=" + transaction.open() + ", slots=" + slots + ", tracks="
                + tracks() + ", subscriptions=" + subscriptions + ", awaited=" + awaited + "]";
    }
}
