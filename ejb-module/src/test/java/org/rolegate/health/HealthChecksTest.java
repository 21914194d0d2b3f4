package org.rolegate.health;

import java.util.Map;

import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HealthChecksTest {

    private static final long NOW = 1_700_000_000_000L;

    private final MBeanServer mbeans = MBeanServerFactory.newMBeanServer();
    private final ProxyState state = new ProxyState(mbeans);
    private final HealthCheck readiness = new MasterReadiness(state, () -> NOW);
    private final HealthCheck liveness = new EventLoopLiveness(state);
    private final HealthCheck startup = new FirstProbeRoundStartup(state);

    @BeforeAll
    static void standInForTheServer() {
        HealthCheckResponse.setResponseProvider(PlainResponse::new);
    }

    @Test
    void isReadyWhenEveryGroupHasAMaster() throws Exception {
        register(new Proxy(true, 0, "main", "carts"));
        register("main", "redis-1");
        register("carts", "carts-3");

        HealthCheckResponse response = readiness.call();

        assertThat(response.getName()).isEqualTo("rolegate-master");
        assertThat(response.getStatus()).isEqualTo(Status.UP);
        assertThat(response.getData()).contains(Map.of("groups", 2L, "groupsWithoutMaster", 0L, "groupsHeldBack", 0L));
    }

    @Test
    void isNotReadyWhenOneGroupHasNoMasterAndNamesNothing() throws Exception {
        register(new Proxy(true, 0, "main", "carts"));
        register("main", "redis-1");
        register("carts", "");

        HealthCheckResponse response = readiness.call();

        assertThat(response.getStatus()).isEqualTo(Status.DOWN);
        assertThat(response.getData()).contains(Map.of("groups", 2L, "groupsWithoutMaster", 1L, "groupsHeldBack", 0L));
    }

    @Test
    void countsAGroupWithoutItsMBeanAsWithoutMaster() throws Exception {
        register(new Proxy(true, 0, "main"));

        assertThat(readiness.call().getStatus()).isEqualTo(Status.DOWN);
    }

    @Test
    void isNotReadyWhileClientsAreHeldBackForLongAndTellsTheKindOnly() throws Exception {
        register(new Proxy(true, 0, "main", "carts"));
        register("main", new Group("redis-1", "isolated", NOW - MasterReadiness.HELD_LIMIT_MILLIS - 1));
        register("carts", "carts-3");

        HealthCheckResponse response = readiness.call();

        assertThat(response.getStatus()).isEqualTo(Status.DOWN);
        assertThat(response.getData())
                .contains(Map.of(
                        "reason",
                        "requests to the master are held, fence: isolated",
                        "groups",
                        2L,
                        "groupsWithoutMaster",
                        0L,
                        "groupsHeldBack",
                        1L));
    }

    @Test
    void staysReadyDuringAShortFence() throws Exception {
        register(new Proxy(true, 0, "main"));
        register("main", new Group("redis-1", "failover", NOW - MasterReadiness.HELD_LIMIT_MILLIS));

        assertThat(readiness.call().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void withoutAnyMBeanIsNotReadyAndNotStartedButAlive() {
        assertThat(readiness.call().getStatus()).isEqualTo(Status.DOWN);
        assertThat(readiness.call().getData()).contains(Map.of("reason", "Rolegate is not running"));
        assertThat(startup.call().getStatus()).isEqualTo(Status.DOWN);
        assertThat(liveness.call().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void isAliveWithoutAMasterAndUpToTheLimit() throws Exception {
        register(new Proxy(false, EventLoopLiveness.LIMIT_MILLIS, "main"));
        register("main", "");

        assertThat(liveness.call().getName()).isEqualTo("rolegate-event-loops");
        assertThat(liveness.call().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void isNotAliveWhenAnEventLoopStandsStill() throws Exception {
        register(new Proxy(true, EventLoopLiveness.LIMIT_MILLIS + 1, "main"));

        assertThat(liveness.call().getStatus()).isEqualTo(Status.DOWN);
    }

    @Test
    void isStartedAfterTheFirstProbeRoundWhateverItFound() throws Exception {
        register(new Proxy(true, 0, "main"));
        register("main", "");

        assertThat(startup.call().getName()).isEqualTo("rolegate-started");
        assertThat(startup.call().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void isNotStartedDuringTheFirstProbeRound() throws Exception {
        register(new Proxy(false, 0, "main"));

        assertThat(startup.call().getStatus()).isEqualTo(Status.DOWN);
    }

    private void register(Proxy proxy) throws Exception {
        mbeans.registerMBean(proxy, new ObjectName("org.rolegate:type=Proxy"));
    }

    private void register(String group, String masterId) throws Exception {
        register(group, new Group(masterId, "", 0));
    }

    private void register(String name, Group group) throws Exception {
        mbeans.registerMBean(group, new ObjectName("org.rolegate:type=Group,name=" + name));
    }

    public interface ProxyMXBean {
        boolean isFirstProbeRoundDone();

        long getEventLoopLagMillis();

        String[] getGroups();
    }

    public interface GroupMXBean {
        String getMasterId();

        String getFenceKind();

        long getFenceSinceMillis();
    }

    private record Proxy(boolean isFirstProbeRoundDone, long getEventLoopLagMillis, String... getGroups)
            implements ProxyMXBean {}

    private record Group(String getMasterId, String getFenceKind, long getFenceSinceMillis) implements GroupMXBean {}
}
