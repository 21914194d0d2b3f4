package org.rolegate.conversation;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every short life between WATCH, MULTI and what ends them, moves in between, beside one Redis that never changes: there, a
 * move touches what is watched.
 */
class TransactionTest {

    private static final int LONGEST = 6;
    private static final Optional<String> ERR = Optional.of("ERR");

    private enum Step {
        WATCH,
        UNWATCH,
        MULTI,
        EXEC,
        DISCARD,
        NONSENSE,
        MOVE
    }

    /** What Redis does, or would do. */
    private static final class Redis {
        private boolean queueing;
        private boolean spoiled;
        private boolean watching;
        private boolean touched;

        /** Returns the error, if it is one. */
        Optional<String> answer(Step step) {
            return switch (step) {
                case WATCH -> {
                    watching |= !queueing;
                    yield refusedIf(queueing);
                }
                case MULTI -> {
                    Optional<String> error = refusedIf(queueing);
                    queueing = true;
                    yield error;
                }
                case UNWATCH -> {
                    unwatchIf(!queueing);
                    yield Optional.empty();
                }
                case EXEC, DISCARD -> {
                    Optional<String> error = spoiled && step == Step.EXEC
                            ? Optional.of("EXECABORT")
                            : Optional.of("ERR").filter(without -> !queueing);
                    unwatchIf(queueing);
                    queueing = false;
                    spoiled = false;
                    yield error;
                }
                default -> refusedIf(true);
            };
        }

        private Optional<String> refusedIf(boolean condition) {
            spoiled |= condition && queueing;
            return condition ? ERR : Optional.empty();
        }

        private void unwatchIf(boolean condition) {
            watching &= !condition;
            touched &= !condition;
        }

        private String toExec() {
            if (!queueing) {
                return "-ERR EXEC without MULTI\r\n";
            }
            return spoiled ? "-EXECABORT Transaction discarded because of previous errors.\r\n" : "*-1\r\n";
        }
    }

    private final Deque<Step> life = new ArrayDeque<>();
    private int averted;

    @Test
    void neverHasExecCarriedOutOnceAWatchIsBroken() {
        live(LONGEST);
        assertThat(averted).isGreaterThan(1_000);
    }

    /** Tries every step after those of now, from the beginning, since nothing can be taken back. */
    private void live(int more) {
        replay();
        if (more > 0) {
            for (Step step : Step.values()) {
                life.addLast(step);
                live(more - 1);
                life.removeLast();
            }
        }
    }

    private void replay() {
        Transaction transaction = new Transaction();
        Redis one = new Redis();
        for (Step step : life) {
            if (step == Step.MOVE) {
                if (!transaction.movable()) {
                    return;
                }
                one.touched |= one.watching;
                transaction.onServerLeft();
            } else {
                say(step, transaction, one);
            }
            assertThat(transaction.watching()).as("%s", life).isEqualTo(one.watching);
            assertThat(transaction.broken()).as("%s", life).isEqualTo(one.touched);
            assertThat(transaction.queueing()).as("%s", life).isEqualTo(one.queueing);
            assertThat(transaction.movable()).as("%s", life).isEqualTo(!one.spoiled);
        }
    }

    private void say(Step step, Transaction transaction, Redis one) {
        boolean averts = step == Step.EXEC && transaction.broken();
        String exec = one.toExec();
        Optional<String> ofDiscard = Optional.of("ERR").filter(without -> !one.queueing);
        Optional<String> answer = one.answer(step);
        if (averts) {
            averted++;
            assertThat(transaction.abortedExec(ofDiscard).map(instead -> text(instead.reply(false))))
                    .as("%s", life)
                    .contains(exec);
            answer = ofDiscard;
        }
        if (step != Step.NONSENSE) {
            transaction.onReply(CommandClass.valueOf(step.name()), answer);
        }
        if (answer.isPresent()) {
            transaction.onRefusal();
        }
    }

    private static String text(byte[] reply) {
        return new String(reply, StandardCharsets.US_ASCII);
    }

    @Test
    void abortsWhatWasSaidBeforeItWasKnownThatNothingIsWatchedAnyMore() {
        // Given
        Transaction transaction = new Transaction();
        transaction.onReply(CommandClass.WATCH, Optional.empty());
        transaction.onServerLeft();

        // When
        transaction.onReply(CommandClass.UNWATCH, Optional.empty());
        transaction.onReply(CommandClass.MULTI, Optional.empty());

        // Then
        assertThat(transaction.abortedExec(Optional.empty())).contains(AbortedExec.TOO_EARLY);
    }

    @Test
    void isAtALossWhenTheServerMayBeInTheTransactionStill() {
        // Given
        Transaction transaction = new Transaction();
        transaction.onReply(CommandClass.WATCH, Optional.empty());
        transaction.onReply(CommandClass.MULTI, Optional.empty());
        transaction.onServerLeft();

        // Then
        assertThat(transaction.abortedExec(Optional.of("NOPERM"))).isEmpty();
        assertThat(transaction.abortedExec(ERR))
                .as("DISCARD is not known there")
                .isEmpty();
    }

    @Test
    void anUnknownEndOfATransactionEndsWhatIsWatchedOnlyIfThereWasOne() {
        for (CommandClass end : new CommandClass[] {CommandClass.EXEC, CommandClass.DISCARD}) {
            // Given
            Transaction transaction = new Transaction();
            transaction.onReply(CommandClass.WATCH, Optional.empty());

            // When
            transaction.onReply(end, Optional.of(Transaction.UNCERTAIN));

            // Then
            assertThat(transaction.watching()).isTrue();

            // When
            transaction.onReply(CommandClass.MULTI, Optional.empty());
            transaction.onReply(end, Optional.of(Transaction.UNCERTAIN));

            // Then
            assertThat(transaction.watching()).isFalse();
        }
    }
}
