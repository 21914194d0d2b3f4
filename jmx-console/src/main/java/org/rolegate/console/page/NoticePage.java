package org.rolegate.console.page;

import java.util.Map;

/** The page with a short notice: the adapter is not running, or the request was refused. */
public final class NoticePage {

    private static final Map<Integer, String> MEANINGS = Map.of(
            400,
            "The request was not understood.",
            401,
            "Log in with a user who has the role viewer or operator.",
            403,
            "This was not allowed. Actions need the role operator; the page needs the role viewer. A form works"
                    + " only from a fresh page of this console: go back to the page, reload it and try again.",
            404,
            "There is no such page.",
            405,
            "This address does not take that kind of request.");

    private NoticePage() {}

    /** Returns the page for an adapter without MBeans. It reloads itself, because the adapter may be starting. */
    public static String notRunning() {
        Html html = Frame.open("Rolegate is not running", Frame.HERE, true);
        html.open("main", "class", "notice").open("section", "class", "banner lost");
        html.element("h1", "Rolegate is not running in this server");
        html.element(
                "p",
                "No MBean of the resource adapter is registered. Either the adapter is still starting, or its"
                        + " deployment failed. In that case the server log lists every wrong setting.");
        html.element("p", "This page reloads every " + Frame.REFRESH_SECONDS + " seconds.", "class", "quiet");
        return Frame.close(html.close().close());
    }

    /**
     * Returns the page for an HTTP status code.
     *
     * @param base the address of the console, ending with a slash: the address that was not found may have any depth
     */
    public static String status(int status, String base) {
        Html html = Frame.open("Rolegate: " + status, base, false);
        html.open("main", "class", "notice").open("section", "class", "banner plain");
        html.element("h1", status == 0 ? "Rolegate" : "Rolegate: " + status);
        html.element("p", MEANINGS.getOrDefault(status, "The console failed. The reason is in the server log."));
        html.open("p").element("a", "Back to the console", "href", base).close();
        return Frame.close(html.close().close());
    }
}
