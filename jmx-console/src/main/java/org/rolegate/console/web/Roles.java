package org.rolegate.console.web;

import jakarta.servlet.http.HttpServletRequest;

/** The two roles of the console, as web.xml declares them. */
final class Roles {

    private static final String VIEWER = "viewer";
    private static final String OPERATOR = "operator";

    private Roles() {}

    static boolean mayView(HttpServletRequest request) {
        return request.isUserInRole(VIEWER) || request.isUserInRole(OPERATOR);
    }

    static boolean mayAct(HttpServletRequest request) {
        return request.isUserInRole(OPERATOR);
    }
}
