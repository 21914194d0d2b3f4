package org.rolegate.core.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import org.rolegate.core.config.FreshnessSettings;
import org.rolegate.core.config.NoReplica;
import org.rolegate.core.config.TargetRole;
import org.rolegate.core.model.Admin;
import org.rolegate.core.model.CheckStatus;
import org.rolegate.core.model.Endpoint;
import org.rolegate.core.model.Freshness;
import org.rolegate.core.model.Health;
import org.rolegate.core.model.Replication;
import org.rolegate.core.model.Role;
import org.rolegate.core.model.Server;
import org.rolegate.core.model.ServerView;
import org.rolegate.core.model.Topology;
import org.rolegate.core.model.Verdict;

import static org.assertj.core.api.Assertions.assertThat;

class RoutingTableTest {

    private static final Verdict FIRST = new Verdict.Elected("redis-1", -1, "for a test");
    private static final FreshnessSettings LIMITS = new FreshnessSettings(Duration.ofSeconds(1), 0, NoReplica.NONE);
    private static final long LONG_AFTER = 2 * Topology.RELINK_NANOS;
    private static final Chooser THE_FIRST = ready -> ready.get(0);

    @Test
    void sendsMasterSessionsToTheElectedServerOnly() {
        // Given
        Topology topology = topology(FIRST, master(1), master(2), replica(3, 1));

        // When
        Pool pool = pool(topology, TargetRole.MASTER);

        // Then
        assertThat(pool.ready()).containsExactly(server(1));
        assertThat(pool.mayStay()).containsExactly("redis-1");
    }

    @Test
    void sendsNothingToAServerThatMerelySaysMaster() {
        // Given
        Topology topology = topology(new Verdict.NoMaster("two say so"), master(1), master(2));

        // When
        Pool pool = pool(topology, TargetRole.MASTER);

        // Then
        assertThat(pool.ready()).isEmpty();
        assertThat(pool.mayStay()).isEmpty();
        assertThat(pool.whyEmpty()).isEqualTo("no master in group main: two say so");
    }

    @Test
    void letsTheSessionsOfASuspendedMasterStayAndSendsItNoNewOne() {
        // Given
        Topology topology =
                topology(new Verdict.NoMaster("silent", Optional.of("redis-1")), down(master(1)), replica(2, 1));

        // When
        Pool pool = pool(topology, TargetRole.MASTER);

        // Then
        assertThat(pool.ready()).isEmpty();
        assertThat(pool.mayStay()).containsExactly("redis-1");
    }

    @Test
    void keepsTheSessionsOfAMasterInDrainOrMaintenanceAndSendsItNoNewOne() {
        for (Admin admin : List.of(Admin.DRAIN, Admin.MAINT)) {
            // Given
            Topology topology = topology(FIRST, master(1).with(admin), replica(2, 1));

            // When
            Pool pool = pool(topology, TargetRole.MASTER);

            // Then
            assertThat(pool.ready()).isEmpty();
            assertThat(pool.mayStay()).containsExactly("redis-1");
            assertThat(pool.whyEmpty()).contains("redis-1", "set to " + admin.keyword());
        }
    }

    @Test
    void sendsReplicaSessionsToLinkedReplicasOfTheMaster() {
        // Given
        Topology topology = topology(
                FIRST, master(1), replica(2, 1), unlinked(3, 1), syncing(4, 1), replica(5, 2), down(replica(6, 1)));

        // When
        Pool pool = pool(topology, TargetRole.REPLICAS);

        // Then
        assertThat(pool.ready()).containsExactly(server(2));
    }

    @Test
    void sendsNoReplicaSessionToTheMaster() {
        // When
        Pool pool = pool(topology(FIRST, master(1)), TargetRole.REPLICAS);

        // Then
        assertThat(pool.ready()).isEmpty();
        assertThat(pool.whyEmpty()).isEqualTo("no replica of group main can serve: redis-1 reports role master");
    }

    @Test
    void toleratesADownLinkWhileThereIsNoMasterAndForAWhileAfterAChange() {
        // Given
        Topology without = topology(new Verdict.NoMaster("dead"), down(master(1)), unlinked(2, 1), syncing(3, 1));
        Topology justChanged = topology(FIRST, master(1), unlinked(2, 3), replica(3, 1));

        // When
        Pool masterless = pool(without, TargetRole.REPLICAS);
        Pool relinking =
                RoutingTable.of(justChanged, LIMITS, Topology.RELINK_NANOS - 1).pool(TargetRole.REPLICAS);
        Pool settled =
                RoutingTable.of(justChanged, LIMITS, Topology.RELINK_NANOS).pool(TargetRole.REPLICAS);

        // Then
        assertThat(masterless.ready()).containsExactly(server(2));
        assertThat(relinking.ready()).containsExactly(server(2), server(3));
        assertThat(settled.ready()).containsExactly(server(3));
    }

    @Test
    void letsReplicaSessionsStayOnServersThatAreUpWhateverTheOperatorWants() {
        // Given
        Topology topology = topology(
                FIRST,
                master(1),
                replica(2, 1).with(Admin.DRAIN),
                replica(3, 1).with(Admin.MAINT),
                down(replica(4, 1)));

        // When
        Pool pool = pool(topology, TargetRole.REPLICAS);

        // Then
        assertThat(pool.ready()).isEmpty();
        assertThat(pool.mayStay()).containsExactlyInAnyOrder("redis-1", "redis-2", "redis-3");
        assertThat(pool.whyEmpty())
                .contains(
                        "redis-2 was set to drain by an operator",
                        "redis-3 was set to maint by an operator",
                        "redis-4 connection refused");
    }

    @Test
    void sendsAnySessionToEveryServerThatIsUpAndReady() {
        // Given
        Topology topology = topology(
                new Verdict.Elected("redis-1", -1, "why"),
                master(1),
                unlinked(2, 1),
                down(replica(3, 1)),
                replica(4, 1).with(Admin.DRAIN));

        // When
        Pool pool = pool(topology, TargetRole.ANY);

        // Then
        assertThat(pool.ready()).containsExactly(server(1), server(2));
        assertThat(pool.mayStay()).containsExactlyInAnyOrder("redis-1", "redis-2", "redis-4");
    }

    @Test
    void sendsNobodyToAServerThatSaysMasterAndIsNotTheMasterInUse() {
        // Given
        Topology topology = topology(new Verdict.Elected("redis-2", -1, "why"), master(1), master(2), replica(3, 2));

        // When
        Pool any = pool(topology, TargetRole.ANY);
        Pool replicas = pool(topology, TargetRole.REPLICAS);

        // Then
        assertThat(any.ready()).containsExactly(server(2), server(3));
        assertThat(any.mayStay()).containsExactlyInAnyOrder("redis-2", "redis-3");
        assertThat(replicas.ready()).containsExactly(server(3));
        assertThat(replicas.mayStay()).containsExactlyInAnyOrder("redis-2", "redis-3");
    }

    @Test
    void triesNoServerThatTheSessionCouldNotConnectTo() {
        // Given
        Topology topology =
                topology(new Verdict.Elected("redis-1", -1, "why"), master(1), replica(2, 1), replica(3, 1));
        RoutingTable table = RoutingTable.of(topology, LIMITS, LONG_AFTER);

        // When
        Decision decision = table.decide(TargetRole.REPLICAS, THE_FIRST, Set.of("redis-2"));

        // Then
        assertThat(decision).isEqualTo(new Decision.Route(server(3)));
        assertThat(table.decide(TargetRole.REPLICAS, THE_FIRST, Set.of("redis-2", "redis-3")))
                .isInstanceOf(Decision.Wait.class);
    }

    @Test
    void letsClientsWaitWithTheReasonWhileAPoolIsEmpty() {
        // Given
        RoutingTable table =
                RoutingTable.of(topology(new Verdict.NoMaster("none"), down(master(1))), LIMITS, LONG_AFTER);

        // When
        Decision decision = table.decide(TargetRole.ANY, THE_FIRST);

        // Then
        assertThat(decision).isEqualTo(new Decision.Wait("no server of group main is up: redis-1 connection refused"));
    }

    @Test
    void leavesTheChoiceAmongThoseThatAreReady() {
        // Given
        RoutingTable table = RoutingTable.of(
                topology(FIRST, master(1), replica(2, 1), unlinked(3, 1), replica(4, 1)), LIMITS, LONG_AFTER);
        List<Server> offered = new ArrayList<>();

        // When
        Decision decision = table.decide(TargetRole.REPLICAS, ready -> {
            offered.addAll(ready);
            return ready.get(1);
        });

        // Then
        assertThat(offered).containsExactly(server(2), server(4));
        assertThat(decision).isEqualTo(new Decision.Route(server(4)));
    }

    private static Pool pool(Topology topology, TargetRole role) {
        return RoutingTable.of(topology, LIMITS, LONG_AFTER).pool(role);
    }

    private static Topology topology(Verdict verdict, ServerView... servers) {
        return new Topology(
                "main", verdict, 0, 0, 1, true, List.of(servers), List.of(), Optional.empty(), answering(servers));
    }

    private static Server server(int number) {
        return new Server("redis-" + number, new Endpoint("10.0.0." + number, 6379));
    }

    private static ServerView master(int number) {
        return up(number, Role.MASTER, 0, true, false);
    }

    private static ServerView replica(int number, int master) {
        return up(number, Role.REPLICA, master, true, false);
    }

    private static ServerView unlinked(int number, int master) {
        return up(number, Role.REPLICA, master, false, false);
    }

    private static ServerView syncing(int number, int master) {
        return up(number, Role.REPLICA, master, false, true);
    }

    private static ServerView up(int number, Role role, int master, boolean linkUp, boolean syncing) {
        Optional<Endpoint> follows =
                Optional.of(master).filter(n -> n > 0).map(n -> server(n).endpoint());
        Replication reported =
                new Replication(Replication.Source.INFO, role, "run", "r", "", 1, follows, linkUp, syncing, -1);
        return view(number, new Health(Health.State.UP, 0), reported, CheckStatus.L7OK, "answered");
    }

    private static ServerView down(ServerView view) {
        int number = Integer.parseInt(view.id().substring("redis-".length()));
        Health health = new Health(Health.State.DOWN, 0);
        return view(number, health, view.reported().orElseThrow(), CheckStatus.L4CON, "connection refused");
    }

    private static ServerView view(
            int number, Health health, Replication reported, CheckStatus check, String description) {
        Server server = server(number);
        return new ServerView(
                server,
                Admin.READY,
                health,
                Optional.of(reported),
                0,
                Optional.of(server.endpoint()),
                check,
                description,
                0,
                0,
                0,
                0,
                0);
    }

    private static Map<String, Freshness> answering(ServerView... servers) {
        return Arrays.stream(servers)
                .collect(Collectors.toMap(
                        ServerView::id, view -> new Freshness(Freshness.UNKNOWN, Freshness.UNKNOWN, true)));
    }
}
