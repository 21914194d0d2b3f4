package org.rolegate.console.action;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.rolegate.console.FakeAdapter;

import static org.assertj.core.api.Assertions.assertThat;

class GroupActionsTest {

    private static final Actor EVE = new Actor("eve", "192.0.2.7");

    private final FakeAdapter adapter = FakeAdapter.with("redis-1", "");
    private final RecordingLogger log = new RecordingLogger();
    private final GroupActions actions = new GroupActions(adapter.mbeans(), new AuditLog(log));

    @Test
    void letsClientsInAgainAndAuditsIt() {
        Outcome outcome = actions.perform(EVE, GroupOperation.THAW, "main", "").orElseThrow();

        assertThat(outcome.sentence()).isEqualTo("group main: thawed; requests are forwarded again");
        assertThat(adapter.groupCalls()).containsExactly("thaw");
        assertThat(log.lines())
                .containsExactly("INFO user=\"eve\" from=192.0.2.7 action=thaw group=main server=- result=done"
                        + " before=\"redis-1/frozen/12 held\" after=\"redis-1/no fence/12 held\"");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"other", "*", "main,name=x", ""})
    void touchesNoGroupThatIsNotKnown(String group) {
        assertThat(actions.perform(EVE, GroupOperation.THAW, group, "")).isEmpty();
        assertThat(adapter.groupCalls()).isEmpty();
    }

    @Test
    void movesTheMasterAndTellsWhatWasDone() {
        Outcome outcome =
                actions.perform(EVE, GroupOperation.SWITCHOVER, "main", "").orElseThrow();

        assertThat(outcome.isDone()).isTrue();
        assertThat(outcome.sentence())
                .isEqualTo("group main: switched from redis-1 to redis-2; clients were held for 204 ms");
        assertThat(adapter.groupCalls()).containsExactly("switchover ");
        assertThat(log.lines()).singleElement().asString().contains("action=switchover", "result=done");
    }

    @Test
    void tellsWhyTheMasterWasNotMoved() {
        Outcome outcome = actions.perform(EVE, GroupOperation.SWITCHOVER, "main", "redis-1")
                .orElseThrow();

        assertThat(outcome.isDone()).isFalse();
        assertThat(outcome.sentence()).isEqualTo("group main: redis-1 is already the master");
    }

    @Test
    void movesTheMasterToNoServerThatIsNotKnown() {
        assertThat(actions.perform(EVE, GroupOperation.SWITCHOVER, "main", "redis-9"))
                .isEmpty();
        assertThat(adapter.groupCalls()).isEmpty();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"THAW", "getReason", "ready", ""})
    void knowsNoOtherOperation(String word) {
        assertThat(GroupOperation.of(word)).isEmpty();
    }
}
