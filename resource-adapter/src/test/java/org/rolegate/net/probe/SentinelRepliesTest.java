package org.rolegate.net.probe;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import org.rolegate.core.model.Endpoint;
import org.rolegate.core.model.Observation;
import org.rolegate.resp.RespValue;

import static org.assertj.core.api.Assertions.assertThat;

/** What Sentinels say, read as observations. */
class SentinelRepliesTest {

    private static final RespValue ADDRESS = strings("10.0.0.2", "6380");

    @Test
    void readsAddressEpochAndOthersOfASettledAnswer() {
        Observation observation = answer(ADDRESS, "master", "7", "2", "sentinel_tilt:0");

        assertThat(observation)
                .isEqualTo(new Observation.SentinelAnswered(
                        "s1", 1, 2, new Endpoint("10.0.0.2", 6380), 7, 2, true, false));
    }

    @Test
    void isUnsettledWhileTheMasterIsDownOrAFailoverIsUnderWay() {
        for (String flags : List.of("master,s_down", "s_down,o_down,master", "master,failover_in_progress")) {
            assertThat((Observation.SentinelAnswered) answer(ADDRESS, flags, "7", "2", ""))
                    .as(flags)
                    .matches(reported -> !reported.masterHealthy());
        }
    }

    @Test
    void seesTilt() {
        assertThat((Observation.SentinelAnswered) answer(ADDRESS, "master", "7", "2", "a:b\r\nsentinel_tilt:1"))
                .matches(Observation.SentinelAnswered::tilt);
    }

    @Test
    void turnsErrorsAndAnUnknownNameIntoFailures() {
        assertThat(answer(new RespValue.ErrorReply("NOAUTH Authentication required."), "master", "7", "2", ""))
                .isInstanceOf(Observation.SentinelFailed.class);
        assertThat((Observation.SentinelFailed) answer(new RespValue.Nil(), "master", "7", "2", ""))
                .matches(failed -> failed.why().equals("it does not monitor a master named mymaster"));
        assertThat(answer(strings("10.0.0.2", "many"), "master", "7", "2", ""))
                .isInstanceOf(Observation.SentinelFailed.class);
    }

    @Test
    void leavesDeadPeersAndUnusableEntriesOut() {
        RespValue peers = new RespValue.Array(List.of(
                strings("ip", "10.0.1.1", "port", "26379", "runid", "a".repeat(40), "flags", "sentinel"),
                strings("ip", "10.0.1.2", "port", "26379", "runid", "b".repeat(40), "flags", "s_down,sentinel"),
                strings("ip", "10.0.1.3", "port", "26379", "runid", "not an id", "flags", "sentinel"),
                strings("ip", "", "port", "26379", "runid", "c".repeat(40), "flags", "sentinel")));

        assertThat(SentinelReply.peers(peers))
                .containsExactly(new SentinelReply.Peer("a".repeat(40), new Endpoint("10.0.1.1", 26379)));
    }

    @Test
    void readsBothFormsOfEvents() {
        assertThat(SentinelEvent.parse("+switch-master", "mymaster 10.0.0.1 6379 10.0.0.2 6380"))
                .contains(new SentinelEvent("mymaster", Optional.of(new Endpoint("10.0.0.2", 6380))));
        assertThat(SentinelEvent.parse("+promoted-slave", "slave 10.0.0.2:6380 10.0.0.2 6380 @ mymaster 10.0.0.1 6379"))
                .contains(new SentinelEvent("mymaster", Optional.of(new Endpoint("10.0.0.2", 6380))));
        assertThat(SentinelEvent.parse("+try-failover", "master mymaster 10.0.0.1 6379"))
                .contains(new SentinelEvent("mymaster", Optional.of(new Endpoint("10.0.0.1", 6379))));
        assertThat(SentinelEvent.parse("+tilt", "#tilt mode entered")).isEmpty();
        assertThat(SentinelEvent.parse("+switch-master", "")).isEmpty();
    }

    private static Observation answer(RespValue address, String flags, String epoch, String others, String info) {
        RespValue master = strings("flags", flags, "config-epoch", epoch, "num-other-sentinels", others);
        return new SentinelReply(address, master, new RespValue.Bulk(info.getBytes(StandardCharsets.UTF_8)))
                .toObservation("s1", 1, 2, "mymaster");
    }

    private static RespValue strings(String... arguments) {
        return new RespValue.Array(
                Arrays.stream(arguments).<RespValue>map(RespValue.Simple::new).toList());
    }
}
