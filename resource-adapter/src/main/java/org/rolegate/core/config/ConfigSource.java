package org.rolegate.core.config;

import java.util.List;
import java.util.Optional;

/** Where keys and values come from: an app server's configuration, the adapter's own properties, a map in a test. */
public interface ConfigSource {

    /** The value of a key, exactly as written; a source that knows environment forms looks for those too. */
    Optional<String> value(String key);

    /** Every name this source holds, also those that are none of ours. */
    Iterable<String> names();

    /** What is wrong with the source as such, before any key is looked at. */
    default List<Problem> problems() {
        return List.of();
    }
}
