package org.rolegate.console.web;

import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;

import org.jspecify.annotations.Nullable;

import org.rolegate.console.action.Outcome;
import org.rolegate.console.action.RequestGuard;

/** The state of an operator between two requests: the token of the forms, and the last outcome. */
final class ConsoleSession {

    private static final String TOKEN = "rolegate.token";
    private static final String OUTCOME = "rolegate.outcome";

    private ConsoleSession() {}

    /** Returns the token for the forms of a page; creates it on first use. */
    static String token(HttpServletRequest request) {
        HttpSession session = request.getSession();
        synchronized (ConsoleSession.class) {
            // Two tabs that are opened at once must get one token, or the forms of the first one would fail.
            if (!(session.getAttribute(TOKEN) instanceof String token)) {
                String fresh = RequestGuard.newToken();
                session.setAttribute(TOKEN, fresh);
                return fresh;
            }
            return token;
        }
    }

    /** Returns the token of this session, or null if it has none. */
    static @Nullable String givenToken(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null && session.getAttribute(TOKEN) instanceof String token ? token : null;
    }

    static void keep(HttpServletRequest request, Outcome outcome) {
        request.getSession().setAttribute(OUTCOME, outcome);
    }

    /**
     * Returns the last outcome, if the request contains its code.
     *
     * <p>The sentence comes from the session and not from the address. So a link cannot make the page show what never
     * happened.
     */
    static Optional<Outcome> outcome(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        String code = request.getParameter("result");
        return session != null
                        && session.getAttribute(OUTCOME) instanceof Outcome outcome
                        && outcome.code().keyword().equals(code)
                ? Optional.of(outcome)
                : Optional.empty();
    }
}
