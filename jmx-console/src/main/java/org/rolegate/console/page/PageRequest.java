package org.rolegate.console.page;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

import org.rolegate.console.action.Outcome;

/**
 * For whom and when a page is made.
 *
 * @param token the token for the action forms; empty for who may only look, and then there are no forms
 * @param refresh whether the page reloads itself
 * @param outcome of the request that led to this page
 */
public record PageRequest(
        Instant now, ZoneId zone, String user, Optional<String> token, boolean refresh, Optional<Outcome> outcome) {}
