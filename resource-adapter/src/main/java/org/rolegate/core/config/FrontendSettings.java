package org.rolegate.core.config;

import org.rolegate.core.model.Endpoint;

/**
 * The settings of one frontend: a listening port and the backend of its sessions.
 *
 * @param id the frontend's name in keys, ObjectNames and logs
 * @param bind the address to listen on; port 0 means any free port
 * @param group the id of the group that its sessions go to
 * @param role which of the group's servers
 * @param balance how one of several servers is chosen
 * @param session whether its sessions are tracked or relayed
 * @param unanswered what the client of a tracked session gets for requests that a lost server has not answered
 * @param hold how clients are held while no server is available
 * @param timeouts the timeouts of its sessions
 * @param limits its limits and its access list
 * @param connections the settings of its connections
 */
public record FrontendSettings(
        String id,
        Endpoint bind,
        String group,
        TargetRole role,
        BalanceKind balance,
        SessionKind session,
        Unanswered unanswered,
        HoldSettings hold,
        TimeoutSettings timeouts,
        LimitSettings limits,
        ConnectionSettings connections) {}
