package org.rolegate.console.view;

import java.util.Map;

import org.junit.jupiter.api.Test;

import org.rolegate.console.FakeAdapter;

import static org.assertj.core.api.Assertions.assertThat;

class ViewReaderTest {

    @Test
    void isEmptyWhenTheAdapterIsNotRunning() {
        assertThat(new ViewReader(FakeAdapter.absent()).read()).isEmpty();
    }

    @Test
    void readsProxyGroupServerSentinelAndFrontend() {
        FakeAdapter adapter = FakeAdapter.with("redis-1", "it says master");

        ConsoleView view = new ViewReader(adapter.mbeans()).read().orElseThrow();

        assertThat(view.proxy().version()).isEqualTo("0.1.0");
        assertThat(view.proxy().traffic().currentSessions()).isEqualTo(5);
        assertThat(view.groups()).singleElement().satisfies(group -> {
            assertThat(group.hasMaster()).isTrue();
            assertThat(group.masterAddress()).isEqualTo("127.0.0.1:7000");
            assertThat(group.reason()).isEqualTo("it says master");
            assertThat(group.fence().frozen()).isTrue();
            assertThat(group.heldSessions()).isEqualTo(12);
            assertThat(group.servers()).singleElement().satisfies(server -> {
                assertThat(server.elected()).isTrue();
                assertThat(server.staleClaim()).isTrue();
                assertThat(server.lagMillis()).isEqualTo(42);
                assertThat(server.offset()).isEqualTo(77);
            });
            assertThat(group.sentinels()).singleElement().satisfies(sentinel -> {
                assertThat(sentinel.id()).isEqualTo("s1");
                assertThat(sentinel.up()).isTrue();
                assertThat(sentinel.configEpoch()).isEqualTo(4);
            });
            assertThat(group.failovers()).singleElement().satisfies(failover -> {
                assertThat(failover.kind()).isEqualTo("takeover");
                assertThat(failover.cut()).isEqualTo(3);
                assertThat(failover.moved()).isEqualTo(7);
                assertThat(failover.uncertain()).isEqualTo(new Uncertain(1, Map.of("lpush", 2L)));
                assertThat(failover.possiblyLostBytes()).isEqualTo(-1);
                assertThat(failover.timeline())
                        .containsExactly(new FailoverView.Entry(10, "sentinel-1", "+switch-master"));
            });
        });
        assertThat(view.frontends()).singleElement().satisfies(frontend -> {
            assertThat(frontend.uncertain()).isEqualTo(new Uncertain(4, Map.of("incr", 5L, "zadd", 1L)));
            assertThat(frontend.uncertain().commands()).isEqualTo(6);
            assertThat(frontend.endings()).isEqualTo(Map.of("--", 12L, "CD", 3L));
        });
    }

    @Test
    void readsAnAttributeThatIsMissingAsUnknown() {
        FakeAdapter adapter = FakeAdapter.with("redis-1", "");

        ConsoleView view = new ViewReader(adapter.mbeans()).read().orElseThrow();

        ServerView server = view.server("main", "redis-1").orElseThrow();
        assertThat(server.lagBytes()).isEqualTo(-1);
        assertThat(server.checkStatus()).isEmpty();
    }

    @Test
    void leavesOutAServerThatWentAway() {
        FakeAdapter adapter = FakeAdapter.with("redis-1", "");
        adapter.removeServer();

        ConsoleView view = new ViewReader(adapter.mbeans()).read().orElseThrow();

        assertThat(view.groups()).singleElement().satisfies(group -> assertThat(group.servers())
                .isEmpty());
    }
}
