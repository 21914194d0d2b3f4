package org.rolegate.core.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The keys that mean something for the groups and frontends listed, and the search for names that look like keys but
 * are none.
 *
 * <p>A configuration may list an environment variable twice: as it is, and as a guess at the key it stands for with
 * every '_' turned into a dot, which is no key if the real one holds a '-'. Such a guess is passed over; the
 * variable's own name is judged instead.
 */
final class KnownKeys {

    private static final String PREFIX = "rolegate.";
    private static final String ENVIRONMENT_PREFIX = "ROLEGATE_";

    /** What Kubernetes adds to the environment of every pod for a Service whose name starts with "rolegate". */
    private static final Pattern SERVICE_LINK = Pattern.compile("ROLEGATE_(?!GROUPS_|FRONTENDS_)([A-Z0-9_]+_)?"
            + "(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT(_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)");

    private final Map<Key, List<String>> ids;
    private final Set<String> keys = new TreeSet<>();
    private final Map<String, String> environmentForms = new TreeMap<>();
    private final Map<String, String> clashes = new LinkedHashMap<>();

    KnownKeys(List<String> groups, List<String> frontends) {
        ids = Map.of(Key.GROUPS, groups, Key.FRONTENDS, frontends);
        for (Key key : Key.values()) {
            key.idsFrom().map(ids::get).orElse(List.of("")).forEach(id -> add(key.of(id)));
        }
        RaProperties.NAMES.forEach(name -> keys.add(RaProperties.SYSTEM_PROPERTY_PREFIX + name));
    }

    private void add(String key) {
        keys.add(key);
        String other = environmentForms.putIfAbsent(Key.environmentForm(key), key);
        if (other != null) {
            clashes.put(other, key);
        }
    }

    /** Whether the name is a key with these groups and frontends. */
    boolean contains(String name) {
        return keys.contains(name);
    }

    /** Notes ids so much alike that one environment variable would stand for two keys; the first case is enough. */
    void checkClashes(List<Problem> problems) {
        clashes.entrySet().stream()
                .limit(1)
                .map(clash -> new Problem(
                        clash.getValue(),
                        "",
                        "has the same environment variable as " + clash.getKey(),
                        "ids that differ in more than case, '-' and '_'"))
                .forEach(problems::add);
    }

    /** Notes every name that looks like a key and is none; never its value, which may be a password under a slip. */
    void checkNames(Iterable<String> names, List<Problem> problems) {
        Set<String> all = new TreeSet<>();
        names.forEach(all::add);
        for (String name : all) {
            if (name.startsWith(PREFIX) && !contains(name) && !all.contains(Key.environmentForm(name))) {
                problems.add(unknown(name));
            } else if (name.startsWith(ENVIRONMENT_PREFIX)
                    && !environmentForms.containsKey(name)
                    && !SERVICE_LINK.matcher(name).matches()) {
                problems.add(unknownVariable(name));
            }
        }
    }

    private Problem unknown(String name) {
        for (Key key : Key.values()) {
            Optional<Problem> unlisted = key.idsFrom().flatMap(list -> unlisted(name, key, list));
            if (unlisted.isPresent()) {
                return unlisted.get();
            }
        }
        return unknown(name, keys);
    }

    private Optional<Problem> unlisted(String name, Key key, Key list) {
        String before = list.pattern() + ".";
        String after = key.pattern().substring(key.pattern().indexOf('>') + 1);
        if (!name.startsWith(before) || !name.endsWith(after) || name.length() <= before.length() + after.length()) {
            return Optional.empty();
        }
        String id = name.substring(before.length(), name.length() - after.length());
        List<String> listed = ids.getOrDefault(list, List.of());
        if (id.indexOf('.') >= 0 || listed.contains(id)) {
            return Optional.empty();
        }
        return Optional.of(new Problem(
                name,
                "",
                "'" + id + "' is not listed in " + list.pattern(),
                "one of the listed ids: " + String.join(", ", listed)));
    }

    private Problem unknownVariable(String name) {
        for (String property : RaProperties.NAMES) {
            String systemProperty = RaProperties.SYSTEM_PROPERTY_PREFIX + property;
            if (name.equals(Key.environmentForm(systemProperty))) {
                return new Problem(
                        name, "", "has no effect as an environment variable", "the system property " + systemProperty);
            }
        }
        return unknown(name, environmentForms.keySet());
    }

    private static Problem unknown(String name, Set<String> known) {
        String expected = EditDistance.nearest(name, known)
                .map(nearest -> "a known key, did you mean " + nearest + "?")
                .orElse("a known key, see docs/configuration.md");
        return new Problem(name, "", "is not a known key", expected);
    }
}
