package org.rolegate.core.config;

import org.rolegate.core.model.Endpoint;

/**
 * One listening port and where it leads.
 *
 * @param id the frontend's name in keys, ObjectNames and logs
 * @param bind the address to listen on; port 0 means any free port
 * @param group the id of the group it leads to
 * @param role which of the group's servers
 * @param balance how one of several is chosen
 * @param session how its sessions are carried
 * @param unanswered what a tracked session's client hears of what its lost server has not answered
 * @param hold how clients wait while no server can take them
 * @param timeouts how long its sessions may stand still
 * @param limits what it bears, and from whom
 * @param connections how its connections are made and kept
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
