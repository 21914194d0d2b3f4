package org.rolegate.runtime;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.rolegate.core.event.Samples;
import org.rolegate.core.event.TopologyEvent;
import org.rolegate.core.model.Endpoint;
import org.rolegate.core.model.Fence;
import org.rolegate.core.model.Role;
import org.rolegate.core.model.Server;

import static org.assertj.core.api.Assertions.assertThat;

class ChangeLogTest {

    private static final Server SERVER = new Server("redis-2", new Endpoint("10.0.0.2", 6379));

    private static List<String> logged(List<TopologyEvent> events) {
        try (var log = new LogLines()) {
            var face = new ChangeLog("main");
            events.forEach(event -> event.deliver(face));
            return log.lines();
        }
    }

    @Test
    void eachKindOfEventIsALineOrLeftOut() {
        List<String> lines = logged(Samples.ALL);

        assertThat(lines)
                .extracting(line -> line.substring(0, line.indexOf(':')))
                .containsExactly(
                        "INFO RLG01003",
                        "WARN RLG01004",
                        "INFO RLG01005",
                        "INFO RLG01006",
                        "WARN RLG01007",
                        "INFO RLG01001",
                        "WARN RLG01002",
                        "INFO RLG01008",
                        "ERROR RLG01018",
                        "WARN RLG01017",
                        "WARN RLG01015",
                        "INFO RLG01016");
        assertThat(lines).allMatch(line -> line.contains("main"));
        assertThat(lines.get(0)).contains("redis-2", "10.0.0.2:6379", "replica");
        assertThat(lines.get(1)).contains("redis-2", "10.0.0.2:6379", "connection refused");
        assertThat(lines.get(2)).contains("redis-2", "master", "replica");
        assertThat(lines.get(3)).contains("sentinel-1", "10.0.0.9:26379");
        assertThat(lines.get(4)).contains("sentinel-1", "10.0.0.9:26379", "no route");
        assertThat(lines.get(5)).contains("redis-2", "10.0.0.2:6379", "redis-1", "promoted");
        assertThat(lines.get(6)).contains("none", "silent");
        assertThat(lines.get(7)).contains("all are replicas");
        assertThat(lines.get(8)).contains("less than before");
        assertThat(lines.get(9)).contains("redis-2", "10.0.0.2:6379", "redis-1", "it is the older one");
        assertThat(lines.get(10)).contains("isolated", "cut off");
        assertThat(lines.get(11)).contains("isolated", "70 ms", "redis-1");
    }

    @Test
    void aRoleThatWasUnknownIsNoChangeOfRole() {
        assertThat(logged(List.of(new TopologyEvent.RoleChanged(1, SERVER, Role.UNKNOWN, Role.MASTER, false))))
                .isEmpty();
    }

    @Test
    void onlyAnIsolatedOrFrozenMasterIsAWarning() {
        for (Fence.Kind kind : Fence.Kind.values()) {
            boolean grave = kind == Fence.Kind.ISOLATED || kind == Fence.Kind.FROZEN;

            assertThat(logged(List.of(new TopologyEvent.FenceConfirmed(new Fence(kind, "for some reason", 1, 2)))))
                    .singleElement()
                    .asString()
                    .startsWith(grave ? "WARN RLG01015" : "INFO RLG01014");
        }
    }
}
