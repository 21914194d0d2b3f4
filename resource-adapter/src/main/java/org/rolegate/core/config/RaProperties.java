package org.rolegate.core.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The properties of the resource adapter itself, as the application server sets them; null or empty means not set.
 *
 * @param servers the servers of group main
 * @param sentinels its Sentinels
 * @param masterName the name of the master in the Sentinels
 * @param user the ACL user of the servers
 * @param password its password
 * @param sentinelUser the ACL user of the Sentinels
 * @param sentinelPassword its password
 * @param masterBind where frontend master listens
 * @param replicasBind where frontend replicas listens
 * @param configuration any keys in the format of a properties file; the properties above win over it
 */
public record RaProperties(
        @Nullable String servers,
        @Nullable String sentinels,
        @Nullable String masterName,
        @Nullable String user,
        @Nullable String password,
        @Nullable String sentinelUser,
        @Nullable String sentinelPassword,
        @Nullable String masterBind,
        @Nullable String replicasBind,
        @Nullable String configuration) {

    /** The names as they are written in the WildFly form, without the prefix. */
    public static final List<String> NAMES = List.of(
            "servers",
            "sentinels",
            "master-name",
            "user",
            "password",
            "sentinel-user",
            "sentinel-password",
            "master-bind",
            "replicas-bind",
            "configuration");

    /** The prefix of those names in the system properties that WildFly reads. */
    public static final String SYSTEM_PROPERTY_PREFIX = "rolegate.ra.";

    private static final String GROUP = "main";

    /** Returns properties of which none is set. */
    public static RaProperties none() {
        return new RaProperties("", "", "", "", "", "", "", "", "", "");
    }

    /** Returns the properties as configuration keys and values. */
    public ConfigSource asSource() {
        Map<String, String> flat = new LinkedHashMap<>();
        put(flat, Key.SERVERS.of(GROUP), servers);
        put(flat, Key.SENTINELS.of(GROUP), sentinels);
        put(flat, Key.MASTER_NAME.of(GROUP), masterName);
        put(flat, Key.USER.of(GROUP), user);
        put(flat, Key.PASSWORD.of(GROUP), password);
        put(flat, Key.SENTINEL_USER.of(GROUP), sentinelUser);
        put(flat, Key.SENTINEL_PASSWORD.of(GROUP), sentinelPassword);
        put(flat, Key.BIND.of(TargetRole.MASTER.keyword()), masterBind);
        put(flat, Key.BIND.of(TargetRole.REPLICAS.keyword()), replicasBind);
        ConfigSource text = PropertiesText.source("configuration", configuration == null ? "" : configuration);
        return new LayeredSource(new MapSource(flat), text);
    }

    /** Returns only the names of the properties that are set, because some contain passwords. */
    @Override
    public String toString() {
        return "RaProperties" + asSource().names();
    }

    private static void put(Map<String, String> values, String key, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            values.put(key, value);
        }
    }
}
