package org.rolegate.core.session;

import java.util.List;

/** A CLIENT command: what it makes of the connection, as far as another server can be told. */
final class ClientWords {

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

    private final List<byte[]> words;

    ClientWords(List<byte[]> words) {
        this.words = words;
    }

    /** Whether it leaves nothing behind that lasts, whatever its reply is. */
    boolean harmless() {
        return words.size() < 2 || HARMLESS.stream().anyMatch(this::is);
    }

    /** Whether it may have no answer, or the commands behind it. */
    boolean silences() {
        return words.size() > 1 && is("REPLY");
    }

    /** Whether it says of which keys the session is to hear when they change. */
    boolean tracks() {
        return words.size() > 2 && is("TRACKING");
    }

    /** Whether it applies to the keys of the next command only. */
    boolean caches() {
        return words.size() > 1 && is("CACHING");
    }

    /**
     * Takes note of what was accepted, tracking aside. What is refused changes nothing: clients ask servers for what only newer ones have.
     *
     * @return false if another server cannot be told of it
     */
    boolean note(Slots slots) {
        if (is("SETNAME") && words.size() == 3) {
            slots.name(words.get(2));
        } else if (isSetInfo("LIB-NAME")) {
            slots.libName(words);
        } else if (isSetInfo("LIB-VER")) {
            slots.libVer(words);
        } else if (is("NO-EVICT") && words.size() == 3) {
            slots.noEvict(words);
        } else if (is("NO-TOUCH") && words.size() == 3) {
            slots.noTouch(words);
        } else {
            return false;
        }
        return true;
    }

    private boolean is(String subcommand) {
        return Words.is(words.get(1), subcommand);
    }

    private boolean isSetInfo(String attribute) {
        return is("SETINFO") && words.size() == 4 && Words.is(words.get(2), attribute);
    }
}
