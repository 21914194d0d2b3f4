package org.rolegate.console.page;

/** What every page of the console has around its content. */
final class Frame {

    static final int REFRESH_SECONDS = 5;

    private Frame() {}

    /** Where the pages themselves live, seen from the page. */
    static final String HERE = "./";

    /**
     * Opens the document up to and with the body element.
     *
     * @param base the address of the console, ending with a slash
     */
    static Html open(String title, String base, boolean refresh) {
        Html html = new Html();
        html.open("html", "lang", "en").open("head");
        html.empty("meta", "charset", "utf-8");
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.empty("meta", "name", "color-scheme", "content", "light dark");
        if (refresh) {
            // The address is named so that the outcome of an action is shown once, not on every reload.
            html.empty("meta", "http-equiv", "refresh", "content", REFRESH_SECONDS + "; url=" + base);
        }
        html.element("title", title);
        html.empty("link", "rel", "stylesheet", "href", base + "console.css");
        // Named, or the browser asks for /favicon.ico of the whole server.
        html.empty("link", "rel", "icon", "href", base + "icon.svg", "type", "image/svg+xml");
        return html.close().open("body");
    }

    static String close(Html html) {
        return html.close().close().document();
    }
}
