package org.rolegate.core.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Of which keys a session hears when they change (CLIENT TRACKING), and whether that holds for the next command's (CLIENT
 * CACHING).
 *
 * <p>CACHING holds until a command was carried out that is no CLIENT: those directly behind it leave it in force. As each of
 * these has one reply, the numbers of the replies tell:
 *
 * <pre>
 *   5 CLIENT CACHING YES   6 CLIENT ID   7 GET a       in force after replies 5 and 6, no longer after reply 7
 * </pre>
 *
 * <p>Redis since 7.0 ends it with a CLIENT that it does not know, too. Its client, which does not know that, is taken at its
 * word.
 *
 * <p>Not thread safe.
 */
final class Tracking {

    /** A session with more prefixes is tied to its server. */
    private static final int MOST_BYTES = 16 * 1024;

    private static final int BYTES_PER_WORD = 32;

    /** What was accepted, in order: of broadcasts the prefixes add up. */
    private final List<byte[][]> commands = new ArrayList<>(1);

    /** Whether a CACHING was accepted; it may be over. */
    private boolean caching;
    /** The number of the last one, and that of the last command behind it that left it in force. */
    private long from;

    private long until;

    /** The same of what may become of a CACHING sent, and not answered. */
    private long sentFrom = Journal.NONE;

    private long sentUntil = Journal.NONE;

    /** The session sent CLIENT; the given one says whether it was CLIENT CACHING. */
    void sent(long number, boolean isCaching) {
        boolean goesOn = sentUntil != Journal.NONE && number == sentUntil + 1;
        if (goesOn && until == sentUntil) {
            until = number;
        }
        if (goesOn) {
            sentUntil = number;
        } else if (isCaching) {
            sentFrom = number;
            sentUntil = number;
        }
    }

    /** CLIENT CACHING was accepted. */
    void caching(long number) {
        // Else it is over when all is answered: another one was sent since, behind the command that it was meant for.
        caching = number >= sentFrom;
        from = number;
        until = sentUntil;
    }

    /**
     * CLIENT TRACKING was accepted.
     *
     * @return false if another server cannot be told of it
     */
    boolean track(List<byte[]> words) {
        if (has(words, "REDIRECT")) {
            // To be told by another connection is to name it by a number of this server.
            return false;
        }
        if (Words.is(words.get(2), "OFF")) {
            commands.clear();
            caching = false;
            return true;
        }
        if (!has(words, "BCAST")) {
            commands.clear();
        }
        commands.add(words.toArray(byte[][]::new));
        return size() <= MOST_BYTES;
    }

    /** Returns how much memory that takes, roughly. */
    int size() {
        return commands.stream()
                .flatMap(Arrays::stream)
                .mapToInt(word -> BYTES_PER_WORD + word.length)
                .sum();
    }

    private static boolean has(List<byte[]> words, String option) {
        return words.stream().anyMatch(word -> Words.is(word, option));
    }

    /** Whether it hears of any keys. */
    boolean on() {
        return !commands.isEmpty();
    }

    /** The commands that have another server do the same. */
    List<byte[][]> replay() {
        return commands;
    }

    /**
     * Returns the CACHING that is in force: which word it takes is a matter of the mode, which may have changed since.
     *
     * @param answered how many replies there were
     */
    Optional<byte[][]> cachingAfter(long answered) {
        if (!caching || !on() || answered <= from || answered > until + 1) {
            return Optional.empty();
        }
        List<byte[]> mode = List.of(commands.get(commands.size() - 1));
        if (has(mode, "OPTIN")) {
            return Optional.of(caching("YES"));
        }
        return has(mode, "OPTOUT") ? Optional.of(caching("NO")) : Optional.empty();
    }

    private static byte[][] caching(String word) {
        return new byte[][] {Words.of("CLIENT"), Words.of("CACHING"), Words.of(word)};
    }
}
