package org.rolegate.console.page;

import java.util.Locale;

/** How a status looks: HAProxy's colours by name, each with a sign, since colour alone tells some people nothing. */
enum Tone {
    UP("up", "up", "\u25cf"),
    GOING_UP("going-up", "down, going up", "\u25b2"),
    GOING_DOWN("going-down", "up, going down", "\u25bc"),
    DOWN("down", "down", "\u2716"),
    DRAIN("drain", "drain", "\u25d0"),
    MAINT("maint", "maintenance", "\u25a0"),
    NO_CHECK("nocheck", "not checked", "\u25cb");

    private final String css;
    private final String meaning;
    private final String sign;

    Tone(String css, String meaning, String sign) {
        this.css = css;
        this.meaning = meaning;
        this.sign = sign;
    }

    /** The tone of a status in HAProxy's words: "UP 1/3" is on its way down, "DOWN 1/2" on its way up. */
    static Tone of(String status) {
        String word = status.toUpperCase(Locale.ROOT);
        if (word.startsWith("UP") || word.startsWith("OPEN")) {
            return word.contains("/") ? GOING_DOWN : UP;
        }
        if (word.startsWith("DOWN")) {
            return word.contains("/") ? GOING_UP : DOWN;
        }
        if (word.startsWith("DRAIN")) {
            return DRAIN;
        }
        return word.startsWith("MAINT") ? MAINT : NO_CHECK;
    }

    String css() {
        return css;
    }

    /** The words for the legend. */
    String meaning() {
        return meaning;
    }

    String sign() {
        return sign;
    }
}
