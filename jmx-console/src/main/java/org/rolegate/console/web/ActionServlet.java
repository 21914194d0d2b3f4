package org.rolegate.console.web;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Optional;

import javax.management.MBeanServer;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.rolegate.console.action.Actor;
import org.rolegate.console.action.AuditLog;
import org.rolegate.console.action.GroupActions;
import org.rolegate.console.action.GroupOperation;
import org.rolegate.console.action.Outcome;
import org.rolegate.console.action.RequestGuard;
import org.rolegate.console.action.ServerActions;
import org.rolegate.console.action.ServerOperation;

/** The servlet that performs the operation of an operator's form, and redirects the browser to the page. */
public final class ActionServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private final transient AuditLog audit = new AuditLog(System.getLogger(AuditLog.NAME));

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Actor actor = Actor.of(request.getRemoteUser(), request.getRemoteAddr());
        Optional<String> refusal = refusal(request);
        if (refusal.isPresent()) {
            audit.refused(actor, refusal.get());
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        Optional<Outcome> outcome = perform(actor, request);
        if (outcome.isEmpty()) {
            audit.refused(actor, "unknown operation, group or server");
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            return;
        }
        ConsoleSession.keep(request, outcome.get());
        seeOther(request, response, outcome.get());
    }

    private static Optional<String> refusal(HttpServletRequest request) {
        if (!Roles.mayAct(request)) {
            return Optional.of("not an operator");
        }
        String own = RequestGuard.origin(request.getScheme(), String.valueOf(request.getHeader("Host")));
        return RequestGuard.checkOrigin(own, request.getHeader("Origin"), request.getHeader("Sec-Fetch-Site"))
                .or(() -> RequestGuard.checkToken(ConsoleSession.givenToken(request), request.getParameter("token")));
    }

    private Optional<Outcome> perform(Actor actor, HttpServletRequest request) {
        MBeanServer mbeans = ManagementFactory.getPlatformMBeanServer();
        String keyword = request.getParameter("operation");
        String group = request.getParameter("group");
        return ServerOperation.of(keyword)
                .flatMap(operation -> new ServerActions(mbeans, audit)
                        .perform(actor, operation, group, request.getParameter("server")))
                .or(() -> GroupOperation.of(keyword).flatMap(operation -> new GroupActions(mbeans, audit)
                        .perform(actor, operation, group, server(request))));
    }

    /** Returns the target of an operation on a group; empty if none is named. */
    private static String server(HttpServletRequest request) {
        String named = request.getParameter("server");
        return named == null ? "" : named;
    }

    /** Redirects with 303, so that a reload in the browser repeats the page and not the operation. */
    private static void seeOther(HttpServletRequest request, HttpServletResponse response, Outcome outcome) {
        String paused = "off".equals(request.getParameter("refresh")) ? "&refresh=off" : "";
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader(
                "Location",
                request.getContextPath() + "/?result=" + outcome.code().keyword() + paused);
    }
}
