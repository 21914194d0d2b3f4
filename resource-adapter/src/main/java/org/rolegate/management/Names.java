package org.rolegate.management;

import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** The ObjectNames of Rolegate. They are API; the order of their keys determines the tree in JConsole. */
public final class Names {

    /** The domain of all MBeans. */
    public static final String DOMAIN = "org.rolegate";

    private Names() {}

    public static ObjectName proxy() {
        return name("type=Proxy");
    }

    public static ObjectName group(String group) {
        return name("type=Group,name=" + group);
    }

    public static ObjectName backend(String group, String backend) {
        return name("type=Backend,group=" + group + ",name=" + backend);
    }

    public static ObjectName server(String group, String server) {
        return name("type=Server,group=" + group + ",name=" + server);
    }

    public static ObjectName frontend(String frontend) {
        return name("type=Frontend,name=" + frontend);
    }

    private static ObjectName name(String keys) {
        try {
            return new ObjectName(DOMAIN + ":" + keys);
        } catch (MalformedObjectNameException wrongId) {
            throw new IllegalArgumentException("an id that is not valid in an ObjectName: " + keys, wrongId);
        }
    }
}
