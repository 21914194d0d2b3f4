package org.rolegate.ra;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.rolegate.core.config.ConfigSource;

/** Settings from system properties and the environment, for a server without MicroProfile Config. */
final class PlainSource implements ConfigSource {

    private final Map<String, String> environment = System.getenv();

    @Override
    public Optional<String> value(String key) {
        String property = System.getProperty(key);
        String variable = key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
        return Optional.ofNullable(property != null ? property : environment.get(variable));
    }

    @Override
    public Iterable<String> names() {
        Set<String> names = new LinkedHashSet<>(System.getProperties().stringPropertyNames());
        names.addAll(environment.keySet());
        return names;
    }
}
