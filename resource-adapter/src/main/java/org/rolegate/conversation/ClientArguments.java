package org.rolegate.conversation;

import java.util.List;

/** A CLIENT command: what it makes of the connection, as far as another server can be told. */
final class ClientArguments {

    /** Subcommands that only query, act on other sessions or on the server, or end with the next command. */
    private static final List<String> HARMLESS = List.of(
            "ID",
            "INFO",
            "LIST",
            "GETNAME",
            "GETREDIR",
            "TRACKINGINFO",
            "CACHING",
            "KILL",
            "PAUSE",
            "UNPAUSE",
            "UNBLOCK",
            "HELP");

    private final List<byte[]> arguments;

    ClientArguments(List<byte[]> arguments) {
        this.arguments = arguments;
    }

    /** Whether it leaves nothing behind that lasts, whatever its reply is. */
    boolean harmless() {
        return arguments.size() < 2 || HARMLESS.stream().anyMatch(this::is);
    }

    /** Whether it may have no answer, or the commands behind it. */
    boolean silences() {
        return arguments.size() > 1 && is("REPLY");
    }

    /** Whether it says of which keys the session is to hear when they change. */
    boolean tracks() {
        return arguments.size() > 2 && is("TRACKING");
    }

    /** Whether it applies to the keys of the next command only. */
    boolean caches() {
        return arguments.size() > 1 && is("CACHING");
    }

    /**
     * Takes note of what was accepted, tracking aside. What is refused changes nothing: clients ask servers for what only newer ones have.
     *
     * @return false if another server cannot be told of it
     */
    boolean note(RedisConnectionSettings slots) {
        if (is("SETNAME") && arguments.size() == 3) {
            slots.name(arguments.get(2));
        } else if (isSetInfo("LIB-NAME")) {
            slots.libName(arguments);
        } else if (isSetInfo("LIB-VER")) {
            slots.libVer(arguments);
        } else if (is("NO-EVICT") && arguments.size() == 3) {
            slots.noEvict(arguments);
        } else if (is("NO-TOUCH") && arguments.size() == 3) {
            slots.noTouch(arguments);
        } else {
            return false;
        }
        return true;
    }

    private boolean is(String subcommand) {
        return Arguments.is(arguments.get(1), subcommand);
    }

    private boolean isSetInfo(String attribute) {
        return is("SETINFO") && arguments.size() == 4 && Arguments.is(arguments.get(2), attribute);
    }
}
