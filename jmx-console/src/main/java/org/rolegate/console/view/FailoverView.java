package org.rolegate.console.view;

import java.util.List;

/** One flight record; a negative number is unknown. Immutable. */
public record FailoverView(
        long number,
        String kind,
        boolean over,
        long beganMillis,
        String from,
        String to,
        long acceptedAfterMillis,
        long firstSessionAfterMillis,
        long cut,
        long moved,
        Uncertain uncertain,
        long held,
        long released,
        long oldOffset,
        long newOffset,
        long possiblyLostBytes,
        String reason,
        List<Entry> timeline) {

    /** One entry of the time line. */
    public record Entry(long afterMillis, String who, String what) {

        static Entry of(Attributes attributes) {
            return new Entry(attributes.number("afterMillis", 0), attributes.text("who"), attributes.text("what"));
        }
    }

    public FailoverView {
        timeline = List.copyOf(timeline);
    }

    static FailoverView of(Attributes attributes) {
        return new FailoverView(
                attributes.number("number", 0),
                attributes.text("kind"),
                attributes.flag("over"),
                attributes.number("beganMillis", 0),
                attributes.text("from"),
                attributes.text("to"),
                attributes.number("acceptedAfterMillis", -1),
                attributes.number("firstSessionAfterMillis", -1),
                attributes.number("cut", 0),
                attributes.number("moved", 0),
                new Uncertain(attributes.number("uncertain", 0), attributes.counts("uncertainAnswersByCommand")),
                attributes.number("held", 0),
                attributes.number("released", 0),
                attributes.number("oldOffset", -1),
                attributes.number("newOffset", -1),
                attributes.number("possiblyLostBytes", -1),
                attributes.text("reason"),
                attributes.rows("timeline").stream().map(Entry::of).toList());
    }
}
