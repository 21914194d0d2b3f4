package org.rolegate.console.page;

import java.util.ArrayList;
import java.util.List;

import org.rolegate.console.action.ServerOperation;
import org.rolegate.console.view.BackendView;
import org.rolegate.console.view.GroupView;
import org.rolegate.console.view.SentinelView;
import org.rolegate.console.view.ServerView;

/** The section of one group: the result of its election in detail, its servers, its Sentinels, its backends. */
final class GroupSection {

    private static final List<String> SERVER_COLUMNS = List.of(
            "Server",
            "Reports role",
            "In use",
            "Status",
            "Admin",
            "Last check",
            "#Offset",
            "#Lag",
            "#Cur",
            "#Max",
            "#Total",
            "#In",
            "#Out",
            "#Conn err");

    private static final String CHECK_PASSED = "L7OK";

    private final Html html;
    private final Cells cells;
    private final PageRequest request;

    GroupSection(Html html, PageRequest request) {
        this.html = html;
        this.cells = new Cells(html);
        this.request = request;
    }

    void render(GroupView group) {
        html.open("section", "class", "group-section");
        html.open("h2")
                .text("Group ")
                .element("span", group.name(), "class", "name")
                .close();
        new FenceLine(html, request).render(group);
        verdict(group);
        new SwitchoverForm(html, request).render(group);
        html.element("h3", "Servers");
        servers(group);
        html.element("h3", "Sentinels");
        if (group.sentinels().isEmpty()) {
            html.element("p", "None configured: the election uses the servers alone.", "class", "quiet");
        } else {
            sentinels(group);
        }
        if (!group.backends().isEmpty()) {
            html.element("h3", "Backends");
            backends(group.backends());
        }
        new FailoversSection(html, request).render(group.failovers());
        html.close();
    }

    private void verdict(GroupView group) {
        html.open("dl", "class", "verdict-facts");
        html.open("div").element("dt", "Master in use").open("dd");
        if (group.hasMaster()) {
            html.element("strong", group.masterId()).text(" ").element("span", group.masterAddress(), "class", "code");
        } else {
            html.element("strong", "none", "class", "bad");
        }
        html.close().close();
        html.open("div").element("dt", "Since").open("dd");
        cells.moment(group.sinceMillis(), request).close().close();
        html.open("div", "class", "wide")
                .element("dt", "Why")
                .element("dd", group.reason())
                .close();
        fact("Epoch", group.epoch() < 0 ? "unknown" : Units.exact(group.epoch()));
        fact("Changes", Units.exact(group.changes()));
        fact("Held clients", Units.exact(group.heldSessions()));
        if (!group.masterName().isEmpty()) {
            fact("Master name", group.masterName());
        }
        html.close();
    }

    private void fact(String name, String value) {
        html.open("div").element("dt", name).element("dd", value).close();
    }

    private void servers(GroupView group) {
        html.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", "Servers")
                .open("table");
        List<String> columns = new ArrayList<>(SERVER_COLUMNS);
        request.token().ifPresent(token -> columns.add("Actions"));
        cells.head(columns.toArray(String[]::new));
        html.open("tbody");
        for (ServerView server : group.servers()) {
            String css = Tone.of(server.status()).css() + (server.elected() ? " elected" : "");
            html.open("tr", "class", css);
            html.open("th", "scope", "row").text(server.id());
            html.element("span", server.address(), "class", "code below").close();
            reportedRole(server);
            html.element("td", server.elected() ? "\u2605 yes" : "", "class", "in-use");
            cells.status(server.status()).text(server.adminState());
            lastCheck(server);
            cells.count(server.offset()).lag(server.lagBytes(), server.lagMillis());
            cells.traffic(server.traffic());
            cells.errors(server.connectionErrors());
            request.token().ifPresent(token -> actions(server, token));
            html.close();
        }
        html.close().close().close();
    }

    private void reportedRole(ServerView server) {
        if (!server.staleClaim()) {
            cells.text(server.role());
            return;
        }
        html.open("td").text(server.role() + " ");
        html.element(
                        "span",
                        "\u26d4 stale claim",
                        "class",
                        "pill down",
                        "title",
                        "reports role master and is not the master in use; it gets no traffic")
                .close();
    }

    private void lastCheck(ServerView server) {
        html.open("td", "class", "check", "title", server.lastCheck());
        html.element("span", server.checkStatus(), "class", "code");
        if (server.lastCheckAgeMillis() >= 0) {
            html.element(
                    "span",
                    " " + Units.duration(server.lastCheckAgeMillis()) + " ago",
                    "class",
                    "quiet",
                    "title",
                    Units.exact(server.lastCheckAgeMillis()) + " ms");
        }
        // The text of a check that passed is only in the tooltip.
        if (!server.checkStatus().equals(CHECK_PASSED)) {
            html.element("span", server.lastCheck(), "class", "words");
        }
        html.close();
    }

    private void actions(ServerView server, String token) {
        html.open("td", "class", "actions").open("form", "method", "post", "action", "action");
        hidden("token", token);
        hidden("group", server.group());
        hidden("server", server.id());
        if (!request.refresh()) {
            hidden("refresh", "off");
        }
        for (ServerOperation operation : ServerOperation.values()) {
            boolean already = operation.keyword().equals(server.adminState());
            html.element(
                    "button",
                    operation.label(),
                    "name",
                    "operation",
                    "value",
                    operation.keyword(),
                    "title",
                    operation.effect(),
                    "aria-label",
                    operation.label() + " " + server.id() + ": " + operation.effect(),
                    already ? "disabled" : "class",
                    already ? "" : "act-" + operation.keyword());
        }
        html.close().close();
    }

    private void hidden(String name, String value) {
        html.empty("input", "type", "hidden", "name", name, "value", value);
    }

    private void sentinels(GroupView group) {
        html.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", "Sentinels")
                .open("table");
        cells.head(
                "Sentinel",
                "Address",
                "Origin",
                "Status",
                "Subscribed",
                "Names as master",
                "#Epoch",
                "Tilt",
                "#Last reply",
                "Error");
        html.open("tbody");
        for (SentinelView sentinel : group.sentinels()) {
            String status = sentinel.up() ? "UP" : "DOWN";
            html.open("tr", "class", Tone.of(status).css());
            cells.rowName(sentinel.id()).code(sentinel.address()).text(sentinel.origin());
            cells.status(status).yes(sentinel.subscribed(), true);
            named(sentinel, group);
            cells.count(sentinel.configEpoch()).yes(sentinel.tilt(), false).age(sentinel.lastReplyAgeMillis());
            cells.text(sentinel.lastError());
            html.close();
        }
        html.close().close().close();
    }

    /** Adds the master that a Sentinel names, marked if it differs from the master in use. */
    private void named(SentinelView sentinel, GroupView group) {
        boolean other =
                !sentinel.namesMaster().isEmpty() && !sentinel.namesMaster().equals(group.masterAddress());
        if (other) {
            html.open("td", "class", "code warn", "title", "not the master in use");
            html.text("\u2260 " + sentinel.namesMaster()).close();
        } else {
            cells.code(sentinel.namesMaster());
        }
    }

    private void backends(List<BackendView> backends) {
        html.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", "Backends")
                .open("table");
        cells.head("Backend", "Status", "Servers up", "Balance", "#Cur", "#Max", "#Total", "#In", "#Out", "#Conn err");
        html.open("tbody");
        for (BackendView backend : backends) {
            html.open("tr", "class", Tone.of(backend.status()).css());
            cells.rowName(backend.name()).status(backend.status());
            cells.text(backend.serversUp() + " of " + backend.serversTotal()).text(backend.balance());
            cells.traffic(backend.traffic()).errors(backend.connectionErrors());
            html.close();
        }
        html.close().close().close();
    }
}
