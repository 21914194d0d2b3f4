package org.rolegate.console.web;

import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;

import org.rolegate.console.action.Outcome;
import org.rolegate.console.action.RequestGuard;

/** What the console keeps of an operator between two requests: the token of the forms, and the last outcome. */
final class ConsoleSession {

    private static final String TOKEN = "rolegate.token";
    private static final String OUTCOME = "rolegate.outcome";

    private ConsoleSession() {}

    /** The token for the forms of a page, made on first use. */
    static String token(HttpServletRequest request) {
        HttpSession session = request.getSession();
        synchronized (ConsoleSession.class) {
            // Two tabs opened at once must get one token, or the forms of the first would fail.
            if (!(session.getAttribute(TOKEN) instanceof String token)) {
                String fresh = RequestGuard.newToken();
                session.setAttribute(TOKEN, fresh);
                return fresh;
            }
            return token;
        }
    }

    /** The token that was given out, null when none was. */
    static String givenToken(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null && session.getAttribute(TOKEN) instanceof String token ? token : null;
    }

    static void keep(HttpServletRequest request, Outcome outcome) {
        request.getSession().setAttribute(OUTCOME, outcome);
    }

    /**
     * The last outcome, if the request asks for one with its code.
     *
     * <p>The sentence comes from the session and not from the address, so a link cannot make the page say what never
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
