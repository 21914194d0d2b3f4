package org.rolegate.console.view;

import java.util.Optional;
import java.util.regex.Pattern;

import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** The ObjectNames of the adapter: all that the console knows of it. */
public final class Names {

    private static final String DOMAIN = "org.rolegate:";

    /** The letters of an id; with them no id can be a pattern, a second key, or in need of quotes. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.-]+");

    private Names() {}

    static ObjectName proxy() {
        return name("type=Proxy");
    }

    /** The name of a group's MBean, unless the id is none. */
    public static Optional<ObjectName> group(String group) {
        return isId(group) ? Optional.of(name("type=Group,name=" + group)) : Optional.empty();
    }

    /** The name of a server's MBean, unless one of the ids is none. */
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
