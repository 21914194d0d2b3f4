package org.rolegate.core.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The reader of single values by key; it collects the problems.
 *
 * <p>A wrong value becomes a problem and is replaced by its default, so that reading never stops at the first problem.
 * An empty value counts as not set, as MicroProfile Config has it, but an empty list is a problem.
 */
final class Values {

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,9}");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]+");
    private static final Duration SHORTEST = Duration.ofMillis(1);

    private final ConfigSource source;
    private final List<Problem> problems;

    Values(ConfigSource source, List<Problem> problems) {
        this.source = source;
        this.problems = problems;
    }

    void problem(Key key, String id, String wrong, String expected) {
        String value = source.value(key.of(id)).or(() -> key.fallback(id)).orElse("");
        problems.add(new Problem(key.of(id), value.strip(), wrong, expected));
    }

    boolean isSet(Key key, String id) {
        return source.value(key.of(id)).filter(text -> !text.isBlank()).isPresent();
    }

    /** Returns the value without surrounding blanks, or the default, if there is either. */
    Optional<String> text(Key key, String id) {
        return source.value(key.of(id))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .or(() -> key.fallback(id));
    }

    /** Returns the unchanged value, or the default, if there is either. */
    Optional<String> verbatim(Key key, String id) {
        return source.value(key.of(id)).filter(text -> !text.isEmpty()).or(() -> key.fallback(id));
    }

    /** Returns the entries of a comma separated list; an empty entry or an empty list is a problem. */
    List<String> entries(Key key, String id, String expected) {
        Optional<String> value = source.value(key.of(id)).or(() -> key.fallback(id));
        if (value.isEmpty()) {
            problem(key, id, "is not set", expected);
            return List.of();
        }
        List<String> all =
                Arrays.stream(value.get().split(",", -1)).map(String::strip).toList();
        List<String> filled =
                all.stream().filter(Predicate.not(String::isEmpty)).toList();
        if (filled.isEmpty()) {
            problem(key, id, "the list is empty", expected);
        } else if (filled.size() < all.size()) {
            problem(key, id, "entry " + (all.indexOf("") + 1) + " of the list is empty", expected);
        }
        return filled;
    }

    /** Returns the ids in a list, each once, without those that cannot be part of a key. */
    List<String> ids(Key key) {
        List<String> ids = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String id : entries(key, "", "a list of ids")) {
            if (!ID.matcher(id).matches()) {
                problem(
                        key,
                        "",
                        "the id '" + id + "' contains a character that is not allowed",
                        "letters, digits, '_' and '-'");
            } else if (!seen.add(id)) {
                problem(key, "", "lists '" + id + "' more than once", "each id once");
            } else {
                ids.add(id);
            }
        }
        return ids;
    }

    int number(Key key, String id, int least, int most) {
        String fallback = key.fallback(id).orElseThrow();
        String text = text(key, id).orElse(fallback);
        String expected = "a whole number from " + least + " to " + most;
        if (!NUMBER.matcher(text).matches()) {
            problem(key, id, "is not a whole number", expected);
            return Integer.parseInt(fallback);
        }
        int number = Integer.parseInt(text);
        if (number < least || number > most) {
            problem(key, id, "is out of range", expected);
        }
        return number;
    }

    Duration duration(Key key, String id, Duration longest) {
        return duration(key, id, "", longest);
    }

    /** Returns a duration, or zero for off. */
    Duration durationOrOff(Key key, String id, Duration longest) {
        boolean off = text(key, id)
                .flatMap(DurationText::parse)
                .filter(Duration::isZero)
                .isPresent();
        return off ? Duration.ZERO : duration(key, id, "0 for off, or ", longest);
    }

    private Duration duration(Key key, String id, String or, Duration longest) {
        Duration fallback = DurationText.parse(key.fallback(id).orElseThrow()).orElseThrow();
        Optional<Duration> duration = DurationText.parse(text(key, id).orElseThrow());
        String expected = or + "a duration from 1ms to " + DurationText.format(longest)
                + ", in us, ms, s, m, h or d (milliseconds without a unit)";
        if (duration.isEmpty()) {
            problem(key, id, "is not a duration", expected);
        } else if (duration.get().compareTo(SHORTEST) < 0) {
            problem(key, id, "is too short", expected);
        } else if (duration.get().compareTo(longest) > 0) {
            problem(key, id, "is too long", expected);
        }
        return duration.orElse(fallback);
    }

    /** Returns a duration in whole seconds, rounded up, because the kernel counts seconds; zero for off. */
    Duration secondsOrOff(Key key, String id, Duration longest) {
        return Duration.ofSeconds(
                durationOrOff(key, id, longest).plusMillis(999).toSeconds());
    }

    boolean flag(Key key, String id) {
        String fallback = key.fallback(id).orElseThrow();
        String text = text(key, id).orElse(fallback);
        if (!text.equals("true") && !text.equals("false")) {
            problem(key, id, "is neither true nor false", "true or false");
            return Boolean.parseBoolean(fallback);
        }
        return Boolean.parseBoolean(text);
    }

    <E extends Enum<E>> Optional<E> choice(Key key, String id, List<E> all, Function<E, String> keyword) {
        String expected = all.stream().map(keyword).collect(Collectors.joining(", ", "one of ", ""));
        Optional<String> text = text(key, id);
        if (text.isEmpty()) {
            problem(key, id, "is not set", expected);
            return Optional.empty();
        }
        Optional<E> chosen = all.stream()
                .filter(one -> keyword.apply(one).equals(text.get()))
                .findFirst();
        if (chosen.isEmpty()) {
            problem(key, id, "is not a known value", expected);
        }
        return chosen;
    }
}
