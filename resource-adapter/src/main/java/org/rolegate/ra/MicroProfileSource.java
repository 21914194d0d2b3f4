package org.rolegate.ra;

import java.util.Optional;

import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.ConfigValue;

import org.rolegate.core.config.ConfigSource;

/** Settings from MicroProfile Config: system properties, environment, and whatever the server adds. */
final class MicroProfileSource implements ConfigSource {

    private final Config config;

    private MicroProfileSource(Config config) {
        this.config = config;
    }

    /** Returns the source; empty if the server has no MicroProfile Config. */
    static Optional<ConfigSource> find() {
        try {
            return Optional.of(new MicroProfileSource(ConfigProvider.getConfig()));
        } catch (NoClassDefFoundError | IllegalStateException absent) {
            return Optional.empty();
        }
    }

    /** Returns the raw value if there is no other: a password that looks like a broken expression must not be lost. */
    @Override
    public Optional<String> value(String key) {
        ConfigValue value = config.getConfigValue(key);
        return Optional.ofNullable(value.getValue() != null ? value.getValue() : value.getRawValue());
    }

    @Override
    public Iterable<String> names() {
        return config.getPropertyNames();
    }
}
