package org.rolegate.core.config;

import org.rolegate.core.model.AccessList;

/**
 * What a frontend bears, and from whom; zero means any number.
 *
 * @param maxconn how many connections it has at once; more wait in the kernel
 * @param backlog how many connections wait in the kernel to be accepted
 * @param sessionRate how many it accepts in a second; more wait in the kernel
 * @param sourceRate how many it accepts in a second from one address; more are closed
 * @param access whose connections are accepted; others are closed
 */
public record LimitSettings(int maxconn, int backlog, int sessionRate, int sourceRate, AccessList access) {}
