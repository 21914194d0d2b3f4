package org.rolegate.core.config;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A source with the keys and values of an immutable map. */
public final class MapSource implements ConfigSource {

    private final Map<String, String> values;

    /** Creates a source with a copy of the map. */
    public MapSource(Map<String, String> values) {
        this.values = new TreeMap<>(values);
    }

    @Override
    public Optional<String> value(String key) {
        return Optional.ofNullable(values.get(key));
    }

    @Override
    public Iterable<String> names() {
        return Collections.unmodifiableSet(values.keySet());
    }

    /** Returns only the names, because values may be secrets. */
    @Override
    public String toString() {
        return "MapSource" + values.keySet();
    }
}
