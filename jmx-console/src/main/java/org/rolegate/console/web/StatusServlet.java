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

/** The servlet of the console's status page. */
public final class StatusServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getRequestURI().endsWith("/")) {
            // Open Liberty serves the context root without a slash, too; every relative link of the page would be wrong
            // there.
            response.sendRedirect(request.getContextPath() + "/");
            return;
        }
        Optional<ConsoleView> view = new ViewReader(ManagementFactory.getPlatformMBeanServer()).read();
        if (view.isEmpty()) {
            // sendError would replace the page by an error page.
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
