package org.rolegate.console.action;

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.rolegate.console.FakeAdapter;

import static org.assertj.core.api.Assertions.assertThat;

class ServerActionsTest {

    private static final Actor EVE = new Actor("eve\nuser=\"root\"", "192.0.2.7");

    private final FakeAdapter adapter = FakeAdapter.with("redis-1", "");
    private final RecordingLogger log = new RecordingLogger();
    private final ServerActions actions = new ServerActions(adapter.mbeans(), new AuditLog(log));

    @ParameterizedTest
    @EnumSource(ServerOperation.class)
    void doesWhatIsOnTheList(ServerOperation operation) {
        Optional<Outcome> outcome = actions.perform(EVE, operation, "main", "redis-1");

        assertThat(outcome).get().extracting(Outcome::code).isEqualTo(Outcome.Code.DONE);
        assertThat(adapter.calls()).containsExactly(operation.keyword());
    }

    @Test
    void tellsHowManySessionsEnded() {
        Outcome outcome = actions.perform(EVE, ServerOperation.KILL_SESSIONS, "main", "redis-1")
                .orElseThrow();

        assertThat(outcome.sentence()).isEqualTo("redis-1 of group main: 3 sessions ended");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {"main,redis-2", "other,redis-1", "main,*", "'main,name=x',redis-1", "null,null"})
    void touchesNothingThatIsNotKnown(String group, String server) {
        assertThat(actions.perform(EVE, ServerOperation.DRAIN, group, server)).isEmpty();
        assertThat(adapter.calls()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {"getAddress", "killSessions", "READY", "''", "null"})
    void knowsNoOtherOperation(String word) {
        assertThat(ServerOperation.of(word)).isEmpty();
    }

    @Test
    void auditsWhoFromWhereWhatBeforeAndAfterOnOneLine() {
        actions.perform(EVE, ServerOperation.DRAIN, "main", "redis-1");

        assertThat(log.lines())
                .containsExactly("INFO user=\"eve?user=?root?\" from=192.0.2.7 action=drain group=main server=redis-1"
                        + " result=done before=\"ready/UP/3 sessions\" after=\"drain/UP/3 sessions\"");
    }

    @Test
    void reportsAndAuditsAFailure() {
        adapter.failFromNowOn();

        Outcome outcome = actions.perform(EVE, ServerOperation.MAINTENANCE, "main", "redis-1")
                .orElseThrow();

        assertThat(outcome.isDone()).isFalse();
        assertThat(log.lines())
                .singleElement()
                .asString()
                .startsWith("WARNING ")
                .contains("result=failed");
    }
}
