package org.rolegate.console.view;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;

/**
 * The attributes of one MBean or of one row of a composite attribute, by name.
 *
 * <p>A missing or unexpected value is read as empty. So a console that is one release behind the adapter still shows the
 * rest of the page.
 */
record Attributes(Map<String, Object> values) {

    /** Returns all readable attributes of an MBean; empty if the MBean is not, or no longer, registered. */
    static Optional<Attributes> of(MBeanServer mbeans, ObjectName name) {
        try {
            String[] names = Arrays.stream(mbeans.getMBeanInfo(name).getAttributes())
                    .filter(MBeanAttributeInfo::isReadable)
                    .map(MBeanAttributeInfo::getName)
                    .toArray(String[]::new);
            Map<String, Object> values = new HashMap<>();
            mbeans.getAttributes(name, names).asList().forEach(each -> values.put(each.getName(), each.getValue()));
            return Optional.of(new Attributes(values));
        } catch (JMException e) {
            // Undeployed between two reads: the same as never deployed.
            return Optional.empty();
        }
    }

    private static Attributes of(CompositeData row) {
        Map<String, Object> values = new HashMap<>();
        row.getCompositeType().keySet().forEach(key -> values.put(key, row.get(key)));
        return new Attributes(values);
    }

    String text(String name) {
        return values.get(name) instanceof String text ? text : "";
    }

    boolean flag(String name) {
        return values.get(name) instanceof Boolean flag && flag;
    }

    long number(String name, long otherwise) {
        return values.get(name) instanceof Number number ? number.longValue() : otherwise;
    }

    int integer(String name) {
        return values.get(name) instanceof Number number ? number.intValue() : 0;
    }

    List<String> texts(String name) {
        return values.get(name) instanceof String[] texts ? List.of(texts) : List.of();
    }

    List<Attributes> rows(String name) {
        return values.get(name) instanceof CompositeData[] rows
                ? Arrays.stream(rows).map(Attributes::of).toList()
                : List.of();
    }

    /** Returns a {@code Map<String, Long>} attribute, which JMX represents as a table with the columns "key" and "value". */
    Map<String, Long> counts(String name) {
        Map<String, Long> counts = new TreeMap<>();
        if (values.get(name) instanceof TabularData table) {
            for (Object row : table.values()) {
                if (row instanceof CompositeData pair
                        && pair.get("key") instanceof String key
                        && pair.get("value") instanceof Number count) {
                    counts.put(key, count.longValue());
                }
            }
        }
        return counts;
    }
}
