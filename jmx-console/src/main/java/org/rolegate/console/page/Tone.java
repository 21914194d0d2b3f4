package org.rolegate.console.page;

import java.util.Locale;

/** The look of a status: HAProxy's colours by name, each with a sign for people who cannot tell the colours apart. */
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

    /** Returns the tone of a status in the notation of HAProxy: "UP 1/3" is going down, "DOWN 1/2" is going up. */
    static Tone of(String status) {
        String text = status.toUpperCase(Locale.ROOT);
        if (text.startsWith("UP") || text.startsWith("OPEN")) {
            return text.contains("/") ? GOING_DOWN : UP;
        }
        if (text.startsWith("DOWN")) {
            return text.contains("/") ? GOING_UP : DOWN;
        }
        if (text.startsWith("DRAIN")) {
            return DRAIN;
        }
        return text.startsWith("MAINT") ? MAINT : NO_CHECK;
    }

    String css() {
        return css;
    }

    /** Returns the text for the legend. */
    String meaning() {
        return meaning;
    }

    String sign() {
        return sign;
    }
}
