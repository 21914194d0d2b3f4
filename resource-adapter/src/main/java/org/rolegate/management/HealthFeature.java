package org.rolegate.management;

import java.lang.management.ManagementFactory;

import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/** The check whether this application server serves MicroProfile Health. */
public final class HealthFeature {

    private static final String API = "org.eclipse.microprofile.health.HealthCheck";
    private static final String WILDFLY = "jboss.as:management-root=server";
    private static final String WILDFLY_SUBSYSTEM = "jboss.as:subsystem=microprofile-health-smallrye";

    private HealthFeature() {}

    /** Returns whether the checks are served; WildFly has the API even if the subsystem is missing. */
    public static boolean present(ClassLoader application) {
        try {
            Class.forName(API, false, application);
        } catch (ClassNotFoundException noApi) {
            return false;
        }
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        try {
            return !server.isRegistered(new ObjectName(WILDFLY))
                    || server.isRegistered(new ObjectName(WILDFLY_SUBSYSTEM));
        } catch (MalformedObjectNameException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
