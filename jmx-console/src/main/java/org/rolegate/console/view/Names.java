package org.rolegate.console.view;

import java.util.Optional;
import java.util.regex.Pattern;

import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** The ObjectNames of the adapter's MBeans. The console has no other knowledge of the adapter. */
public final class Names {

    private static final String DOMAIN = "org.rolegate:";

    /** The characters of an id. None of them can make a pattern or a second key, or needs quotes. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.-]+");

    private Names() {}

    static ObjectName proxy() {
        return name("type=Proxy");
    }

    /** Returns the name of a group's MBean; empty if the id is not valid. */
    public static Optional<ObjectName> group(String group) {
        return isId(group) ? Optional.of(name("type=Group,name=" + group)) : Optional.empty();
    }

    /** Returns the name of a server's MBean; empty if one of the ids is not valid. */
    public static Optional<ObjectName> server(String group, String server) {
        return isId(group) && isId(server)
                ? Optional.of(name("type=Server,group=" + group + ",name=" + server))
                : Optional.empty();
    }

    static Optional<ObjectName> backend(String group, String backend) {
        return isId(group) ? Optional.of(name("type=Backend,group=" + group + ",name=" + backend)) : Optional.empty();
    }

    static Optional<ObjectName> frontend(String frontend) {
        return isId(frontend) ? Optional.of(name("type=Frontend,name=" + frontend)) : Optional.empty();
    }

    private static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    private static ObjectName name(String properties) {
        try {
            return new ObjectName(DOMAIN + properties);
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException("not a name: " + properties, e);
        }
    }
}
