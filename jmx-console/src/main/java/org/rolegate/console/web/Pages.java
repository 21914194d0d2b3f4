package org.rolegate.console.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.http.HttpServletResponse;

/** The output of finished pages. */
final class Pages {

    private Pages() {}

    static void write(HttpServletResponse response, String document) throws IOException {
        byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
        response.setContentType("text/html;charset=UTF-8");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
