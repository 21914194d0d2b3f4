package org.rolegate.console.page;

import org.rolegate.console.action.GroupOperation;
import org.rolegate.console.view.GroupView;
import org.rolegate.console.view.ServerView;

/** The form by which an operator moves the master; it is shown while a switchover is possible. */
final class SwitchoverForm {

    private static final String REPLICA = "replica";

    private final Html html;
    private final PageRequest request;

    SwitchoverForm(Html html, PageRequest request) {
        this.html = html;
        this.request = request;
    }

    void render(GroupView group) {
        boolean anyReplica = group.servers().stream().anyMatch(SwitchoverForm::replica);
        if (group.hasMaster() && !group.fence().active() && anyReplica) {
            request.token().ifPresent(token -> form(group, token));
        }
    }

    private static boolean replica(ServerView server) {
        return server.role().equals(REPLICA);
    }

    private void form(GroupView group, String token) {
        GroupOperation switchover = GroupOperation.SWITCHOVER;
        html.open("form", "method", "post", "action", "action", "class", "switchover");
        html.empty("input", "type", "hidden", "name", "token", "value", token);
        html.empty("input", "type", "hidden", "name", "group", "value", group.name());
        if (!request.refresh()) {
            html.empty("input", "type", "hidden", "name", "refresh", "value", "off");
        }
        html.open("select", "name", "server", "aria-label", "New master of group " + group.name());
        html.element("option", "to the best replica", "value", "");
        group.servers().stream()
                .filter(SwitchoverForm::replica)
                .forEach(server -> html.element("option", "to " + server.id(), "value", server.id()));
        html.close().text(" ");
        html.element(
                "button",
                switchover.label(),
                "name",
                "operation",
                "value",
                switchover.keyword(),
                "title",
                switchover.effect(),
                "aria-label",
                switchover.label() + " group " + group.name() + ": " + switchover.effect());
        html.close();
    }
}
