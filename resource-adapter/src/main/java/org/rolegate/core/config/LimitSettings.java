package org.rolegate.core.config;

import org.rolegate.core.model.AccessList;

/**
 * The limits of a frontend; zero means no limit.
 *
 * @param maxconn the most connections at once; more wait in the kernel
 * @param backlog the most connections that wait in the kernel to be accepted
 * @param sessionRate the most connections accepted per second; more wait in the kernel
 * @param sourceRate the most connections accepted per second from one address; more are closed
 * @param access the addresses whose connections are accepted; others are closed
 */
public record LimitSettings(int maxconn, int backlog, int sessionRate, int sourceRate, AccessList access) {}
