package org.rolegate.runtime;

import java.util.function.Consumer;

import org.rolegate.core.record.FailoverRecord;
import org.rolegate.log.RolegateLog;

/** A writer of one log line for each finished flight record, which summarizes the failover. */
final class FailoverSummary implements Consumer<FailoverRecord> {

    private final String group;

    FailoverSummary(String group) {
        this.group = group;
    }

    @Override
    public void accept(FailoverRecord finished) {
        RolegateLog.LOG.failoverSummary(
                group,
                subject(finished),
                finished.acceptedAfterMillis(),
                firstClient(finished),
                finished.held(),
                finished.toll().moved(),
                finished.toll().cut(),
                uncertainCommands(finished),
                lostBytes(finished));
    }

    private static String subject(FailoverRecord finished) {
        return finished.kind() == FailoverRecord.Kind.TAKEOVER
                ? "failover " + finished.from() + " -> " + finished.to()
                : finished.kind().keyword() + " of " + finished.from();
    }

    private static String firstClient(FailoverRecord finished) {
        return finished.firstSessionAfterMillis() == FailoverRecord.UNKNOWN
                ? "no client bytes yet"
                : "first client after " + finished.firstSessionAfterMillis() + " ms";
    }

    private static long uncertainCommands(FailoverRecord finished) {
        return finished.toll().uncertainAnswers().byName().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private static String lostBytes(FailoverRecord finished) {
        return finished.possiblyLostBytes() == FailoverRecord.UNKNOWN
                ? "an unknown number of"
                : String.valueOf(finished.possiblyLostBytes());
    }
}
