package org.rolegate.management;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.rolegate.core.config.CheckSettings;
import org.rolegate.core.config.Credentials;
import org.rolegate.core.config.FreshnessSettings;
import org.rolegate.core.config.GroupSettings;
import org.rolegate.core.config.NoReplica;
import org.rolegate.core.config.RestartedEmpty;
import org.rolegate.core.config.SafetySettings;
import org.rolegate.core.config.WeightSettings;
import org.rolegate.core.event.TopologyEventHandler;
import org.rolegate.core.model.Fence;
import org.rolegate.core.model.Role;
import org.rolegate.core.model.Topology;
import org.rolegate.core.record.FailoverRecord;
import org.rolegate.core.record.Film;
import org.rolegate.core.record.SessionTally;
import org.rolegate.core.record.TimelineEntry;
import org.rolegate.core.stats.CommandCounts;

import static org.assertj.core.api.Assertions.assertThat;

class GroupBeanTest {

    private static final FailoverRecord TAKEOVER = new FailoverRecord(
            7,
            FailoverRecord.Kind.TAKEOVER,
            true,
            0,
            "redis-1",
            "redis-2",
            310,
            -1,
            new SessionTally.Toll(4, 3, 2, 1, new CommandCounts(Map.of("incr", 10L, "zadd", 2L))),
            9,
            8,
            5000,
            4100,
            900,
            "promoted from \"redis-1\"",
            List.of(new TimelineEntry(0, "sentinel-1", "+sdown redis-1")));

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final Film film = Film.atWork();
    private final List<String> told = new ArrayList<>();
    private boolean thawed;
    private final GroupSource source = new GroupSource() {
        @Override
        public Topology topology() {
            return film.shown();
        }

        @Override
        public int heldSessions() {
            return 12;
        }

        @Override
        public String switchover(Optional<String> target) {
            throw new IllegalStateException("no switchover in this test");
        }

        @Override
        public void thaw() {
            thawed = true;
        }

        @Override
        public List<FailoverRecord> failovers() {
            return List.of(TAKEOVER);
        }
    };

    private Object read(String attribute) throws Exception {
        return server.getAttribute(Names.group("main"), attribute);
    }

    @BeforeEach
    void register() throws Exception {
        GroupSettings settings = new GroupSettings(
                "main",
                List.of(),
                List.of(),
                "mymaster",
                Credentials.NONE,
                Credentials.NONE,
                new CheckSettings(Duration.ofSeconds(1), Duration.ofMillis(100), Duration.ofSeconds(1), 2, 3),
                new FreshnessSettings(Duration.ofSeconds(1), 0, NoReplica.NONE),
                new SafetySettings(Duration.ofMillis(400), RestartedEmpty.ALARM),
                WeightSettings.EQUAL);
        TopologyEventHandler face = new Beans(server, film.ticker()).group(settings, source, Runnable::run);
        film.listener(event -> event.deliver(face));
        server.addNotificationListener(
                Names.group("main"), (note, none) -> told.add(note.getType() + ": " + note.getMessage()), null, null);
    }

    @Test
    void showsTheFlightRecorderAsOpenData() throws Exception {
        CompositeData[] rows = (CompositeData[]) read("Failovers");

        assertThat(rows).hasSize(1);
        assertThat(rows[0].getAll(new String[] {"number", "kind", "began", "from", "to", "possiblyLostBytes"}))
                .containsExactly(7L, "takeover", "1970-01-01T00:00:00Z", "redis-1", "redis-2", 900L);
        TabularData commands = (TabularData) rows[0].get("uncertainAnswersByCommand");
        assertThat(commands.get(new Object[] {"zadd"}).get("value")).isEqualTo(2L);
        assertThat((CompositeData[]) rows[0].get("timeline"))
                .singleElement()
                .satisfies(moment -> assertThat(moment.get("what")).isEqualTo("+sdown redis-1"));
    }

    @Test
    void showsTheSameAsJson() throws Exception {
        assertThat(read("FailoversJson"))
                .isEqualTo("[{\"number\":7,\"kind\":\"takeover\",\"over\":true,\"began\":\"1970-01-01T00:00:00Z\","
                        + "\"beganMillis\":0,\"from\":\"redis-1\",\"to\":\"redis-2\",\"acceptedAfterMillis\":310,"
                        + "\"firstSessionAfterMillis\":-1,\"cut\":4,\"moved\":3,\"resumed\":2,"
                        + "\"uncertain\":1,\"uncertainAnswersByCommand\":{\"incr\":10,\"zadd\":2},\"held\":9,\"released\":8,\"oldOffset\":5000,"
                        + "\"newOffset\":4100,\"possiblyLostBytes\":900,\"reason\":\"promoted from \\\"redis-1\\\"\","
                        + "\"timeline\":[{\"afterMillis\":0,\"who\":\"sentinel-1\",\"what\":\"+sdown redis-1\"}]}]");
    }

    @Test
    void showsWhyClientsAreHeldBack() throws Exception {
        assertThat(read("FenceKind")).isEqualTo("");
        assertThat(read("FenceReason")).isEqualTo("");
        assertThat(read("FenceSinceMillis")).isEqualTo(0L);

        film.fenced(Fence.Kind.ISOLATED, "redis-1 looks cut off").play();

        assertThat(read("FenceKind")).isEqualTo("isolated");
        assertThat(read("FenceReason")).isEqualTo("redis-1 looks cut off");
        assertThat(read("FenceSinceMillis")).isEqualTo(film.ticker().epochMillis());
        assertThat(read("HeldSessions")).isEqualTo(12);
    }

    @Test
    void letsAnOperatorThaw() throws Exception {
        server.invoke(Names.group("main"), "thaw", null, null);

        assertThat(thawed).isTrue();
        assertThat(server.getMBeanInfo(Names.group("main")).getOperations())
                .filteredOn(operation -> operation.getName().equals("thaw"))
                .singleElement()
                .satisfies(operation -> assertThat(operation.getImpact()).isEqualTo(MBeanOperationInfo.ACTION));
    }

    @Test
    void notifiesOfFencesAndReleases() {
        film.fenced(Fence.Kind.FROZEN, "came back with less").play().play();
        film.wait(70).free().play();

        assertThat(told)
                .containsExactly(
                        "org.rolegate.master.fenced: came back with less",
                        "org.rolegate.master.released: clients were held for 70 ms: came back with less");
    }

    @Test
    void notifiesOfASecondMasterAndOfLessData() {
        film.says(2, Role.MASTER, "r9", "", 1).play().play();
        film.restartedEmpty("redis-1 came back with less than it had").play().play();

        assertThat(told)
                .containsExactly(
                        "org.rolegate.server.stale-claim: redis-2 reports role master, but redis-1 is the master in use:"
                                + " the only one that says master",
                        "org.rolegate.master.restarted-empty: redis-1 came back with less than it had");
    }

    @Test
    void notifiesOfAnotherMasterAndOfNone() {
        film.dies(1).nobody("redis-1 does not answer").play();
        film.says(2, Role.MASTER, "r2", "r1", 1).elected(2, "promoted").play();

        assertThat(told)
                .containsExactly(
                        "org.rolegate.master.lost: redis-1 does not answer", "org.rolegate.master.changed: promoted");
    }
}
