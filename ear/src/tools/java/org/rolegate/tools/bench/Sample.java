package org.rolegate.tools.bench;

/**
 * What one run of one cell measured.
 *
 * @param rate requests per second
 * @param p50 median latency in milliseconds
 * @param p99 latency in milliseconds that 99 of 100 requests do not exceed
 * @param cpu microseconds of processor time that the proxy's process spent per request; NaN where there is none
 */
record Sample(double rate, double p50, double p99, double cpu) {

    Sample withCpu(double micros) {
        return new Sample(rate, p50, p99, micros);
    }
}
