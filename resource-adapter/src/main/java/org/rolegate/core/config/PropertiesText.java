package org.rolegate.core.config;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/** A source with the keys and values in the text of one property, in the format of {@link Properties}. */
final class PropertiesText implements ConfigSource {

    private static final String EXPECTED = "one rolegate.* key and its value per line, as in a properties file";

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)+");

    private final MapSource values;
    private final List<Problem> problems;

    private PropertiesText(Map<String, String> values, List<Problem> problems) {
        this.values = new MapSource(values);
        this.problems = List.copyOf(problems);
    }

    /** Reads the text; what cannot be read is in {@link #problems()}, under the name of the property. */
    static ConfigSource source(String property, String text) {
        List<Problem> problems = new ArrayList<>();
        Map<String, String> values = new HashMap<>();
        Properties once = new OnceOnly(property, problems);
        try {
            once.load(new StringReader(text));
        } catch (IllegalArgumentException e) {
            problems.add(new Problem(property, "", "contains a malformed \\u escape", EXPECTED));
        } catch (IOException e) {
            throw new UncheckedIOException("reading a String cannot fail", e);
        }
        for (String key : once.stringPropertyNames()) {
            if (key.startsWith("rolegate.") && !key.startsWith(RaProperties.SYSTEM_PROPERTY_PREFIX)) {
                values.put(key, once.getProperty(key));
            } else {
                problems.add(new Problem(property, "", shown(key) + " is not allowed here", EXPECTED));
            }
        }
        return new PropertiesText(values, problems);
    }

    @Override
    public Optional<String> value(String key) {
        return values.value(key);
    }

    @Override
    public Iterable<String> names() {
        return values.names();
    }

    @Override
    public List<Problem> problems() {
        return problems;
    }

    /** Returns the key, unless it may be a part of a value, such as a password with a line break. */
    private static String shown(String key) {
        return KEY.matcher(key).matches() ? "the key '" + key + "'" : "a line that does not start with a key";
    }

    /** Properties that report a key that is set twice; those of the JDK silently use the last value. */
    private static final class OnceOnly extends Properties {

        private static final long serialVersionUID = 1L;

        private final transient String property;
        private final transient List<Problem> problems;

        OnceOnly(String property, List<Problem> problems) {
            this.property = property;
            this.problems = problems;
        }

        @Override
        public synchronized Object put(Object key, Object value) {
            if (containsKey(key)) {
                problems.add(new Problem(property, "", shown((String) key) + " is set twice", "each key once"));
            }
            return super.put(key, value);
        }
    }
}
