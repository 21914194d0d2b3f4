package org.rolegate.console.web;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.rolegate.console.page.NoticePage;
import org.rolegate.console.page.PageRequest;
import org.rolegate.console.page.StatusPage;
import org.rolegate.console.view.ConsoleView;
import org.rolegate.console.view.ViewReader;

/** Answers the console's one page. */
public final class StatusServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getRequestURI().endsWith("/")) {
            // Open Liberty serves the bare context root as it is, and there every relative link leads astray.
            response.sendRedirect(request.getContextPath() + "/");
            return;
        }
        Optional<ConsoleView> view = new ViewReader(ManagementFactory.getPlatformMBeanServer()).read();
        if (view.isEmpty()) {
            // The status is set and not "sent", which would bring the server's own error page.
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        }
        Pages.write(
                response,
                view.map(found -> StatusPage.render(found, pageRequest(request)))
                        .orElseGet(NoticePage::notRunning));
    }

    private static PageRequest pageRequest(HttpServletRequest request) {
        return new PageRequest(
                Instant.now(),
                ZoneId.systemDefault(),
                request.getRemoteUser(),
                Roles.mayAct(request) ? Optional.of(ConsoleSession.token(request)) : Optional.empty(),
                !"off".equals(request.getParameter("refresh")),
                ConsoleSession.outcome(request));
    }
}
