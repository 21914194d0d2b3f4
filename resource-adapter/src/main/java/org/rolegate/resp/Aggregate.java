package org.rolegate.resp;

import java.util.ArrayList;
import java.util.List;

/** An array, set, map, push or attribute of which some values have not arrived yet. */
final class Aggregate {

    /** The type of the result once all values have arrived. */
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
        // The values of an attribute are skipped.
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
