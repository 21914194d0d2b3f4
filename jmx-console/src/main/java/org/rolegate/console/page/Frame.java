package org.rolegate.console.page;

/** The frame of every page: its head, and the end of the document. */
final class Frame {

    static final int REFRESH_SECONDS = 5;

    private Frame() {}

    /** The address of the console, relative to its pages. */
    static final String HERE = "./";

    /**
     * Opens the document, up to and including the body element.
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
            // With this address, the outcome of an operation is shown once and not after each reload.
            html.empty("meta", "http-equiv", "refresh", "content", REFRESH_SECONDS + "; url=" + base);
        }
        html.element("title", title);
        html.empty("link", "rel", "stylesheet", "href", base + "console.css");
        // Without it, the browser requests /favicon.ico of the whole server.
        html.empty("link", "rel", "icon", "href", base + "icon.svg", "type", "image/svg+xml");
        return html.close().open("body");
    }

    static String close(Html html) {
        return html.close().close().document();
    }
}
