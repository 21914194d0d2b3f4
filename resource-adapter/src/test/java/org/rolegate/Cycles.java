package org.rolegate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;

/** The groups of classes that depend on each other in a circle (Tarjan's strongly connected components). */
final class Cycles {

    private final Map<String, Set<String>> uses = new TreeMap<>();
    private final Map<String, Integer> index = new HashMap<>();
    private final Map<String, Integer> low = new HashMap<>();
    private final Deque<String> stack = new ArrayDeque<>();
    private final List<Set<String>> found = new ArrayList<>();

    private Cycles() {}

    /** Returns the cycles of two classes or more, the largest first; a nested class counts as part of its outermost one. */
    static List<Set<String>> of(JavaClasses classes) {
        Cycles cycles = new Cycles();
        for (JavaClass each : classes) {
            Set<String> used = cycles.uses.computeIfAbsent(outermost(each), name -> new TreeSet<>());
            each.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(target -> target.getName().startsWith("org.rolegate."))
                    .map(Cycles::outermost)
                    .forEach(used::add);
        }
        cycles.uses.keySet().stream()
                .filter(name -> !cycles.index.containsKey(name))
                .forEach(cycles::visit);
        cycles.found.sort(
                Comparator.comparing((Set<String> cycle) -> cycle.size()).reversed());
        return cycles.found;
    }

    private static String outermost(JavaClass of) {
        return of.getName().replaceFirst("\\$.*", "");
    }

    private void visit(String name) {
        index.put(name, index.size());
        low.put(name, index.get(name));
        stack.push(name);
        for (String used : uses.getOrDefault(name, Set.of())) {
            if (!index.containsKey(used)) {
                visit(used);
                low.merge(name, low.get(used), Math::min);
            } else if (stack.contains(used)) {
                low.merge(name, index.get(used), Math::min);
            }
        }
        if (low.get(name).equals(index.get(name))) {
            Set<String> cycle = new TreeSet<>();
            String last;
            do {
                last = stack.pop();
                cycle.add(last);
            } while (!last.equals(name));
            if (cycle.size() > 1) {
                found.add(cycle);
            }
        }
    }
}
