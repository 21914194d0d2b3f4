package org.rolegate.core.session;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a command works on, for those who look after the servers: the group that Redis and Valkey put it in, or the module
 * that it comes from. It tells nothing of what a client said.
 */
public enum CommandFamily {
    ARRAY,
    BITMAP,
    BLOOM("BF.", "CF.", "CMS.", "TDIGEST.", "TOPK."),
    CLUSTER,
    CONNECTION,
    GENERIC,
    GEO,
    HASH,
    HYPERLOGLOG,
    JSON("JSON."),
    LIST,
    PUBSUB,
    SCRIPTING,
    SEARCH("FT.", "_FT.", "SEARCH."),
    SERVER,
    SET,
    SORTED_SET,
    STREAM,
    STRING,
    TIMESERIES("TS.", "TIMESERIES."),
    TRANSACTIONS,
    VECTOR_SET,
    /** No table knows it: it was renamed, comes from another module, or is none; or what it was is not known any more. */
    OTHER;

    private static final Map<String, CommandFamily> KNOWN = known();

    private final List<String> prefixes;

    CommandFamily(String... prefixes) {
        this.prefixes = List.of(prefixes);
    }

    /** Returns the family of a command by its name in upper case, which is the first bytes of an array. */
    public static CommandFamily of(byte[] name, int length) {
        String text = new String(name, 0, length, StandardCharsets.ISO_8859_1);
        CommandFamily known = KNOWN.get(text);
        return known == null ? ofModule(text) : known;
    }

    private static CommandFamily ofModule(String name) {
        return Arrays.stream(values())
                .filter(family -> family.prefixes.stream().anyMatch(name::startsWith))
                .findFirst()
                .orElse(OTHER);
    }

    /** Returns its name as operators read it, such as {@code sorted-set}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Map<String, CommandFamily> known() {
        Map<String, CommandFamily> known = new HashMap<>();
        CommandFamily family = OTHER;
        for (String word : KnownFamilies.NAMES.strip().split("\\s+", -1)) {
            if (word.endsWith(":")) {
                family = valueOf(word.substring(0, word.length() - 1));
            } else {
                known.put(word, family);
            }
        }
        return Map.copyOf(known);
    }
}
