package org.rolegate.tools.demo;

import java.io.PrintStream;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import javax.management.ObjectName;

import org.rolegate.fixture.MBeans;

/** Reads the groups' MBeans and prints a line for each change of a master. */
final class TopologyWatch {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

    private final MBeans mbeans;
    private final PrintStream out;
    private final Map<String, Seen> lastSeen = new HashMap<>();
    private final Set<ObjectName> unreadable = new HashSet<>();

    TopologyWatch(MBeans mbeans, PrintStream out) {
        this.mbeans = mbeans;
        this.out = out;
    }

    /** Looks once; the first look at a group says where it stands. */
    void look() {
        for (ObjectName group : mbeans.names("org.rolegate:type=Group,*")) {
            try {
                look(group);
            } catch (IllegalStateException e) {
                report(group, e);
            }
        }
    }

    private void look(ObjectName group) {
        String bean = group.toString();
        long changes = mbeans.<Long>attribute(bean, "ChangesTotal");
        Seen before = lastSeen.get(bean);
        if (before == null || before.changes != changes) {
            Seen now = new Seen(changes, master(bean));
            lastSeen.put(bean, now);
            out.println(line(group, before, now));
        }
    }

    /** Once for each group: between being found and being read it may have gone, by an undeployment. */
    private void report(ObjectName group, IllegalStateException e) {
        if (unreadable.add(group)) {
            out.println("The group's MBean cannot be read: " + e.getMessage());
        }
    }

    private String line(ObjectName group, Seen before, Seen now) {
        String bean = group.toString();
        long since = mbeans.<Long>attribute(bean, "SinceMillis");
        LocalTime time = LocalTime.ofInstant(Instant.ofEpochMilli(since), ZoneId.systemDefault());
        String from = before == null ? "" : before.master + " -> ";
        String missed = before == null || now.changes - before.changes <= 1
                ? ""
                : "  (after " + (now.changes - before.changes - 1) + " more in between)";
        return CLOCK.format(time) + "  " + group.getKeyProperty("name") + "  " + from + now.master + "  "
                + mbeans.<String>attribute(bean, "Reason") + missed;
    }

    private String master(String bean) {
        String id = mbeans.attribute(bean, "MasterId");
        return id.isEmpty() ? "no master" : id + " " + mbeans.<String>attribute(bean, "MasterAddress");
    }

    private record Seen(long changes, String master) {}
}
