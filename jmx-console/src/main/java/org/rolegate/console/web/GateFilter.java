package org.rolegate.console.web;

import java.io.IOException;
import java.util.Map;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * The filter before all servlets and static files. It sets the security headers of every response, allows one method per
 * address, and checks the roles a second time.
 */
public final class GateFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private static final String ACTION = "/action";

    /**
     * The headers of every response.
     *
     * <p>The referrer policy must not be {@code no-referrer}: a browser would then send {@code Origin: null} with the forms
     * of this console, and they would be refused.
     */
    static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
                    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
                            + " object-src 'none'",
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "same-origin",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Cache-Control", "no-store");

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HEADERS.forEach(response::setHeader);
        // An error page is dispatched with the method of the failed request, and perhaps without a user.
        if (request.getDispatcherType() == DispatcherType.REQUEST && !mayPass(request, response)) {
            return;
        }
        chain.doFilter(request, response);
    }

    private static boolean mayPass(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String allowed = ACTION.equals(request.getServletPath()) ? "POST" : "GET";
        if (!allowed.equals(request.getMethod())) {
            response.setHeader("Allow", allowed);
            response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
            return false;
        }
        // The server has checked this, unless its security feature is off: then no request is allowed.
        if (!Roles.mayView(request)) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
            return false;
        }
        return true;
    }
}
