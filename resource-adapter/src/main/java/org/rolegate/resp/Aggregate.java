package org.rolegate.resp;

import java.util.ArrayList;
import java.util.List;

/** A list, map or push of which some values are still to come. */
final class Aggregate {

    /** What becomes of the values once all are there. */
    enum Kind {
        ARRAY(1),
        MAP(2),
        PUSH(1),
        ATTRIBUTE(2);

        private final int valuesPerEntry;

        Kind(int valuesPerEntry) {
            this.valuesPerEntry = valuesPerEntry;
        }

        long values(long entries) {
            return entries * valuesPerEntry;
        }
    }

    private final Kind kind;
    private final List<RespValue> items = new ArrayList<>();
    private long missing;

    Aggregate(Kind kind, long values) {
        this.kind = kind;
        this.missing = values;
    }

    void add(RespValue value) {
        // An attribute's values are read past, never kept.
        if (kind != Kind.ATTRIBUTE) {
            items.add(value);
        }
        missing--;
    }

    boolean isComplete() {
        return missing == 0;
    }

    boolean isAttribute() {
        return kind == Kind.ATTRIBUTE;
    }

    RespValue toValue() {
        if (kind == Kind.MAP) {
            return new RespValue.RespMap(items);
        }
        return kind == Kind.PUSH ? new RespValue.Push(items) : new RespValue.Array(items);
    }
}
