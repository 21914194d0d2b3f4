package org.rolegate.core.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A source made of several sources: for each key, the first source that has it wins. */
public final class LayeredSource implements ConfigSource {

    private final List<ConfigSource> sources;

    /** Creates a source of others; the first one has the highest priority. */
    public LayeredSource(ConfigSource... sources) {
        this.sources = List.of(sources);
    }

    @Override
    public Optional<String> value(String key) {
        return sources.stream().flatMap(source -> source.value(key).stream()).findFirst();
    }

    @Override
    public Iterable<String> names() {
        Set<String> names = new TreeSet<>();
        sources.forEach(source -> source.names().forEach(names::add));
        return names;
    }

    @Override
    public List<Problem> problems() {
        return sources.stream().flatMap(source -> source.problems().stream()).toList();
    }
}
