package org.rolegate.tools.clients;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a load says, and what is made of it. */
class AccountIT {

    @Test
    void whatALoadSaysIsRead() {
        Account account = Account.parse(List.of(
                "worker\t0\t10\t7\t",
                "worker\t1\t8\t2300\tREADONLY=2,Unexpected-end=1",
                "example\tREADONLY\tREADONLY You can't",
                "end"));

        assertThat(account.workers())
                .containsExactly(
                        new WorkerAccount(0, 10, 7, Map.of()),
                        new WorkerAccount(1, 8, 2300, Map.of("READONLY", 2L, "Unexpected-end", 1L)));
        assertThat(account.examples()).containsExactly(Map.entry("READONLY", "READONLY You can't"));
    }

    @Test
    void anAccountWithoutItsEndIsNone() {
        assertThatThrownBy(() -> Account.parse(List.of("worker\t0\t10\t7\t")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no account");
    }

    @Test
    void eachCounterIsComparedWithItsOwnCaller() {
        Account account = new Account(
                List.of(
                        new WorkerAccount(0, 10, 1, Map.of()),
                        new WorkerAccount(1, 10, 5, Map.of()),
                        new WorkerAccount(2, 10, 3, Map.of("UNCERTAIN", 1L))),
                Map.of());

        Outcome outcome = Outcome.of(account, 4, List.of(9L, 12L, 11L));

        assertThat(outcome).isEqualTo(new Outcome(30, 4, Map.of("UNCERTAIN", 1L), 1, 2, 5));
    }

    @Test
    void onlyAnErrorThatLeavesTheOutcomeOpenExplainsAnIncrement() {
        assertThat(worker("UNCERTAIN").doubled(11)).isZero();
        assertThat(worker("JedisConnectionException").doubled(11)).isZero();
        assertThat(worker("hung").doubled(11)).isZero();
        assertThat(worker("READONLY").doubled(11)).isOne();
        assertThat(worker("JedisConnectionException/ConnectException").doubled(11))
                .isOne();
        assertThat(worker("ECONNREFUSED").doubled(11)).isOne();
    }

    private static WorkerAccount worker(String error) {
        return new WorkerAccount(0, 10, 1, Map.of(error, 1L));
    }
}
