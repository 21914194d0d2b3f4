package org.rolegate.console.page;

import org.jspecify.annotations.Nullable;

import org.rolegate.console.action.Outcome;
import org.rolegate.console.view.ConsoleView;
import org.rolegate.console.view.GroupView;
import org.rolegate.console.view.ProxyView;

/** The status page: first the master of each group, then the tables with the evidence. */
public final class StatusPage {

    /** The age of the oldest heartbeat, in ms, above which the page marks it; one is due every second. */
    private static final long LAG_WORTH_A_LOOK_MILLIS = 3_000;

    private final ConsoleView view;
    private final PageRequest request;
    private final Html html;
    private final Cells cells;

    private StatusPage(ConsoleView view, PageRequest request) {
        this.view = view;
        this.request = request;
        this.html = Frame.open(title(view), Frame.HERE, request.refresh());
        this.cells = new Cells(html);
    }

    /** Returns the whole document. */
    public static String render(ConsoleView view, PageRequest request) {
        return new StatusPage(view, request).render();
    }

    private String render() {
        header();
        html.open("main");
        request.outcome().ifPresent(this::outcome);
        view.groups().forEach(this::banner);
        GroupSection section = new GroupSection(html, request);
        view.groups().forEach(section::render);
        new FrontendsSection(html).render(view.frontends());
        html.close();
        footer();
        return Frame.close(html);
    }

    /** Returns the title with the state: an operator with ten open tabs sees it there first. */
    private static String title(ConsoleView view) {
        String lost = String.join(
                ", ",
                view.groups().stream()
                        .filter(group -> !group.hasMaster())
                        .map(GroupView::name)
                        .toList());
        return lost.isEmpty() ? "Rolegate" : "NO MASTER: " + lost + " - Rolegate";
    }

    private void header() {
        ProxyView proxy = view.proxy();
        html.open("header", "class", "top");
        html.open("h1").text("Rolegate ").element("small", proxy.version()).close();
        html.open("dl", "class", "facts");
        fact("up", Units.duration(proxy.uptimeMillis()), Units.exact(proxy.uptimeMillis()) + " ms", null);
        String loops = proxy.eventLoops() + (proxy.eventLoops() == 1 ? " loop" : " loops");
        fact("transport", proxy.transport() + ", " + loops, loops, null);
        boolean slow = proxy.eventLoopLagMillis() > LAG_WORTH_A_LOOK_MILLIS;
        if (slow) {
            String lag = Units.exact(proxy.eventLoopLagMillis()) + " ms since the last heartbeat, due each second";
            fact("loops late", Units.duration(proxy.eventLoopLagMillis()), lag, "bad");
        }
        int sessions = proxy.traffic().currentSessions();
        fact("sessions", Units.count(sessions), Units.exact(sessions) + " now", null);
        fact("most", Units.count(proxy.traffic().maxSessions()), "most at one time", null);
        fact(
                "total",
                Units.count(proxy.traffic().sessionsTotal()),
                exact(proxy.traffic().sessionsTotal()),
                null);
        fact(
                "in",
                Units.bytes(proxy.traffic().bytesIn()),
                Units.exactBytes(proxy.traffic().bytesIn()),
                null);
        fact(
                "out",
                Units.bytes(proxy.traffic().bytesOut()),
                Units.exactBytes(proxy.traffic().bytesOut()),
                null);
        html.close();
        refreshSwitch();
        html.close();
    }

    private static String exact(long sessions) {
        return Units.exact(sessions) + " since the start";
    }

    private void fact(String name, String value, @Nullable String exact, @Nullable String css) {
        html.open("div", "class", css)
                .element("dt", name)
                .element("dd", value, "title", exact)
                .close();
    }

    private void refreshSwitch() {
        html.open("p", "class", "refresh");
        html.text("as of ")
                .element(
                        "time",
                        Units.time(request.now(), request.now(), request.zone()),
                        "datetime",
                        Units.exactTime(request.now(), request.zone()),
                        "title",
                        Units.exactTime(request.now(), request.zone()));
        if (request.refresh()) {
            html.text(", every " + Frame.REFRESH_SECONDS + " s ");
            html.element("a", "Pause", "href", "./?refresh=off");
        } else {
            html.text(", paused ");
            html.element("a", "Resume", "href", "./").text(" ");
            html.element("a", "Reload", "href", "./?refresh=off");
        }
        html.element("span", request.user(), "class", "user", "title", "logged in as");
        html.close();
    }

    private void outcome(Outcome outcome) {
        String css = outcome.isDone() ? "outcome" : "outcome failed";
        html.element("p", outcome.sentence(), "class", css, "role", "status");
    }

    private void banner(GroupView group) {
        html.open("section", "class", group.hasMaster() ? "banner held" : "banner lost", "aria-label", group.name());
        html.open("p", "class", "verdict");
        html.element("span", group.hasMaster() ? "\u2714" : "\u2716", "class", "sign", "aria-hidden", "true");
        html.text(" ").element("span", group.name(), "class", "group").text(" ");
        if (group.hasMaster()) {
            html.text("master is ").element("strong", group.masterId()).text(" ");
            html.element("span", group.masterAddress(), "class", "code").text(" since ");
            cells.moment(group.sinceMillis(), request).close();
            html.element("p", group.reason(), "class", "why");
        } else {
            html.element("strong", "NO MASTER: ").text(group.reason()).close();
            html.open("p", "class", "why").text("since ");
            cells.moment(group.sinceMillis(), request).close();
        }
        html.close();
    }

    private void footer() {
        html.open("footer").open("p", "class", "legend");
        for (Tone tone : Tone.values()) {
            html.open("span", "class", "pill " + tone.css());
            html.element("span", tone.sign(), "class", "sign", "aria-hidden", "true");
            html.text(" " + tone.meaning()).close().text(" ");
        }
        html.close();
        html.element("p", "Point at a number to see its exact value.", "class", "quiet");
        html.close();
    }
}
