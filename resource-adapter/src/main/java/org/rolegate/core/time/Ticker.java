package org.rolegate.core.time;

/** The only clock: everything that needs the time is handed one, so that tests can turn it. */
public interface Ticker {
    /** Returns monotonic nanoseconds, comparable only with other values of the same ticker. */
    long nanos();

    /** Returns the wall clock in milliseconds since 1970, for people to read and never for decisions. */
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
