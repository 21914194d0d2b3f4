package org.rolegate.console.page;

import java.util.Map;

/** The meaning of HAProxy's two termination letters, as text. */
final class EndingText {

    private static final Map<Character, String> WHO = Map.ofEntries(
            Map.entry('C', "ended by the client"),
            Map.entry('S', "ended by the server"),
            Map.entry('P', "ended by the proxy"),
            Map.entry('L', "handled by the proxy itself"),
            Map.entry('R', "a resource was used up"),
            Map.entry('I', "internal error"),
            Map.entry('D', "closed because the server was demoted or went down"),
            Map.entry('U', "closed because Rolegate stopped"),
            Map.entry('K', "killed by an operator"),
            Map.entry('c', "client too slow"),
            Map.entry('s', "server too slow"),
            Map.entry('-', "normal end"));

    private static final Map<Character, String> WHEN = Map.of(
            'R', "before the first command",
            'Q', "while waiting for a server",
            'C', "while connecting to the server",
            'H', "while waiting for the reply",
            'D', "while data was passing",
            'L', "while the last data was being sent",
            'T', "while being held",
            '-', "after all data had passed");

    private EndingText() {}

    static String of(String letters) {
        if (letters.length() != 2) {
            return "";
        }
        return WHO.getOrDefault(letters.charAt(0), "unknown") + ", " + WHEN.getOrDefault(letters.charAt(1), "unknown");
    }
}
