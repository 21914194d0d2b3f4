package org.rolegate.tools.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.rolegate.fixture.Ports;
import org.rolegate.fixture.ServerKind;

/**
 * Which ports the demo uses, each to be changed by a system property.
 *
 * @param server the application server
 * @param redis the first of four consecutive ports
 * @param sentinel the first of three consecutive ports
 * @param master Rolegate's port that leads to the master
 * @param replica Rolegate's port that leads to a replica
 * @param http the console, and on Open Liberty health
 * @param management WildFly's management port, with health; unused on Open Liberty
 */
record DemoSettings(ServerKind server, int redis, int sentinel, int master, int replica, int http, int management) {

    static final int REPLICAS = 3;
    static final int SENTINELS = 3;

    static final String REDIS = "demo.redis.port";
    static final String SENTINEL = "demo.sentinel.port";
    static final String MASTER = "demo.master.port";
    static final String REPLICA = "demo.replica.port";
    static final String HTTP = "demo.http.port";
    static final String MANAGEMENT = "demo.management.port";

    static DemoSettings fromSystemProperties() {
        ServerKind server = ServerKind.current();
        return new DemoSettings(
                server,
                Integer.getInteger(REDIS, 7000),
                Integer.getInteger(SENTINEL, 26379),
                Integer.getInteger(MASTER, 5000),
                Integer.getInteger(REPLICA, 5001),
                Integer.getInteger(HTTP, server == ServerKind.WILDFLY ? 8080 : 9080),
                Integer.getInteger(MANAGEMENT, 9990));
    }

    /** One line for each port that something else listens on: what it is for and how to choose another. */
    List<String> takenPorts() {
        var taken = new ArrayList<String>();
        ports().forEach((port, use) -> {
            if (!Ports.isFree(port)) {
                taken.add("port " + port + " (" + use.purpose + ") is in use; another one: -D" + use.property + "="
                        + suggestion(use));
            }
        });
        return taken;
    }

    private Map<Integer, Use> ports() {
        var ports = new LinkedHashMap<Integer, Use>();
        for (int i = 0; i <= REPLICAS; i++) {
            ports.put(redis + i, new Use("Redis node " + (i + 1), REDIS, redis));
        }
        for (int i = 0; i < SENTINELS; i++) {
            ports.put(sentinel + i, new Use("Sentinel " + (i + 1), SENTINEL, sentinel));
        }
        ports.put(master, new Use("Rolegate's port to the master", MASTER, master));
        ports.put(replica, new Use("Rolegate's port to the replicas", REPLICA, replica));
        ports.put(http, new Use("the console of " + server.title(), HTTP, http));
        if (server == ServerKind.WILDFLY) {
            ports.put(management, new Use("management and health of WildFly", MANAGEMENT, management));
        }
        return ports;
    }

    /** The configured port and those after it a thousand higher; past the highest port, lower. */
    private static int suggestion(Use use) {
        return use.configured + (use.configured < 60_000 ? 1000 : -1000);
    }

    private record Use(String purpose, String property, int configured) {}
}
