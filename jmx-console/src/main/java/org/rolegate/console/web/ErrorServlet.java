package org.rolegate.console.web;

import java.io.IOException;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.rolegate.console.page.NoticePage;

/** The servlet of the error page. It keeps the server's name, its version and stack traces out of every error. */
public final class ErrorServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    /** Handles all methods: an error is dispatched with the method of the request that failed. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getDispatcherType() != DispatcherType.ERROR) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        String base = request.getContextPath() + "/";
        Pages.write(response, NoticePage.status(code instanceof Integer status ? status : 0, base));
    }
}
