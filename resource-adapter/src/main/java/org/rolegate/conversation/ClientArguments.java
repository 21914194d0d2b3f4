package org.rolegate.conversation;

import java.util.List;

/** The arguments of a CLIENT command and their effect on the connection state. */
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

    /** Returns whether the command has no lasting effect on the connection, whatever its reply is. */
    boolean harmless() {
        return arguments.size() < 2 || HARMLESS.stream().anyMatch(this::is);
    }

    /** Returns whether the command can suppress its own reply or those of later commands. */
    boolean changesReplies() {
        return arguments.size() > 1 && is("REPLY");
    }

    /** Returns whether the command turns CLIENT TRACKING on or off. */
    boolean isTracking() {
        return arguments.size() > 2 && is("TRACKING");
    }

    /** Returns whether this is CLIENT CACHING, which applies only to the keys of the next command. */
    boolean isCaching() {
        return arguments.size() > 1 && is("CACHING");
    }

    /**
     * Applies an accepted command other than CLIENT TRACKING. A refused command changes nothing, and refusals are common: clients
     * send commands that only newer servers know.
     *
     * @return false if the effect cannot be replayed
     */
    boolean apply(RedisConnectionSettings settings) {
        if (is("SETNAME") && arguments.size() == 3) {
            settings.name(arguments.get(2));
        } else if (isSetInfo("LIB-NAME")) {
            settings.libName(arguments);
        } else if (isSetInfo("LIB-VER")) {
            settings.libVer(arguments);
        } else if (is("NO-EVICT") && arguments.size() == 3) {
            settings.noEvict(arguments);
        } else if (is("NO-TOUCH") && arguments.size() == 3) {
            settings.noTouch(arguments);
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
