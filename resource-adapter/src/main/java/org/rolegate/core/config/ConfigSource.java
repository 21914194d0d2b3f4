package org.rolegate.core.config;

import java.util.List;
import java.util.Optional;

/** A source of keys and values: an application server's configuration, the adapter's own properties, a map in a test. */
public interface ConfigSource {

    /** Returns the value of a key, exactly as written. A source that knows environment variables searches these, too. */
    Optional<String> value(String key);

    /** Returns every name in this source, also names that do not belong to Rolegate. */
    Iterable<String> names();

    /** Returns the problems of the source itself, before any key is read. */
    default List<Problem> problems() {
        return List.of();
    }
}
