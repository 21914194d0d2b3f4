package org.rolegate.console.page;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

import org.rolegate.console.action.Outcome;

/**
 * The user, the time and the options of a page.
 *
 * @param now the time of the page
 * @param zone the time zone of all times on the page
 * @param user the name from the login of the application server
 * @param token the token for the action forms; empty for a user who may only view; the page has no forms then
 * @param refresh whether the page reloads itself
 * @param outcome the outcome of the operation that led to this page, if any
 */
public record PageRequest(
        Instant now, ZoneId zone, String user, Optional<String> token, boolean refresh, Optional<Outcome> outcome) {}
