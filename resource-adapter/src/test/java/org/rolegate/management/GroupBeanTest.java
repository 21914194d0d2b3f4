package org.rolegate.management;

import java.time.Duration;
import java.util.List;

import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.openmbean.CompositeData;

import org.junit.jupiter.api.Test;

import org.rolegate.core.config.CheckSettings;
import org.rolegate.core.config.Credentials;
import org.rolegate.core.config.FreshnessSettings;
import org.rolegate.core.config.GroupSettings;
import org.rolegate.core.config.NoReplica;
import org.rolegate.core.config.RestartedEmpty;
import org.rolegate.core.config.SafetySettings;
import org.rolegate.core.config.WeightSettings;
import org.rolegate.core.model.Topology;
import org.rolegate.core.record.FailoverRecord;
import org.rolegate.core.record.Moment;
import org.rolegate.core.time.Ticker;

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
            4,
            9,
            8,
            5000,
            4100,
            900,
            "promoted from \"redis-1\"",
            List.of(new Moment(0, "sentinel-1", "+sdown redis-1")));

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final GroupSource source = new GroupSource() {
        @Override
        public Topology topology() {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<FailoverRecord> failovers() {
            return List.of(TAKEOVER);
        }
    };

    private void register() {
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
        new Beans(server, Ticker.SYSTEM).group(settings, source, Runnable::run);
    }

    @Test
    void showsTheFlightRecorderAsOpenData() throws Exception {
        register();

        CompositeData[] rows = (CompositeData[]) server.getAttribute(Names.group("main"), "Failovers");

        assertThat(rows).hasSize(1);
        assertThat(rows[0].getAll(new String[] {"number", "kind", "began", "from", "to", "possiblyLostBytes"}))
                .containsExactly(7L, "takeover", "1970-01-01T00:00:00Z", "redis-1", "redis-2", 900L);
        assertThat((CompositeData[]) rows[0].get("timeline"))
                .singleElement()
                .satisfies(moment -> assertThat(moment.get("what")).isEqualTo("+sdown redis-1"));
    }

    @Test
    void showsTheSameAsJson() throws Exception {
        register();

        assertThat(server.getAttribute(Names.group("main"), "FailoversJson"))
                .isEqualTo("[{\"number\":7,\"kind\":\"takeover\",\"over\":true,\"began\":\"1970-01-01T00:00:00Z\","
                        + "\"beganMillis\":0,\"from\":\"redis-1\",\"to\":\"redis-2\",\"acceptedAfterMillis\":310,"
                        + "\"firstSessionAfterMillis\":-1,\"cut\":4,\"held\":9,\"released\":8,\"oldOffset\":5000,"
                        + "\"newOffset\":4100,\"possiblyLostBytes\":900,\"reason\":\"promoted from \\\"redis-1\\\"\","
                        + "\"timeline\":[{\"afterMillis\":0,\"who\":\"sentinel-1\",\"what\":\"+sdown redis-1\"}]}]");
    }
}
