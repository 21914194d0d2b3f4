package org.rolegate.conversation;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * The closed set of names under which commands are counted.
 *
 * <p>A client may send anything as the name of a command, also a secret. Therefore a name that is not in {@link KnownCommands}
 * is never returned.
 */
public final class CommandNames {

    /** The name for commands that are not in the set, such as renamed ones, and for those whose name is no longer known. */
    public static final String OTHER = "other";

    private static final Set<String> KNOWN = Set.of(KnownCommands.NAMES.strip().split("\\s+", -1));

    private CommandNames() {}

    /**
     * Returns the name of a command in lower case, or {@link #OTHER} if the set does not contain it.
     *
     * @param name the name in upper case, in the first bytes of the array
     * @param length the number of these bytes
     */
    public static String of(byte[] name, int length) {
        String text = new String(name, 0, length, StandardCharsets.ISO_8859_1);
        return KNOWN.contains(text) ? text.toLowerCase(Locale.ROOT) : OTHER;
    }
}
