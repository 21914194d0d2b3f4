package org.rolegate.core.time;

/** A clock. Every class that needs the time gets one passed in, so that tests can control the time. Thread-safe. */
public interface Ticker {
    /** Returns monotonic nanoseconds, comparable only with other values of the same ticker. */
    long nanos();

    /** Returns the wall clock in milliseconds since 1970, for display only and never for decisions. */
    long epochMillis();

    /** The clock of this machine. */
    Ticker SYSTEM = new Ticker() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public long epochMillis() {
            return System.currentTimeMillis();
        }
    };
}
