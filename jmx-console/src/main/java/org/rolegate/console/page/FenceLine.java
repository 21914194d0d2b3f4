package org.rolegate.console.page;

import org.rolegate.console.action.GroupOperation;
import org.rolegate.console.view.GroupView;

/** The line with the fence of a group and its reason, with the button to thaw a frozen group. */
final class FenceLine {

    private final Html html;
    private final Cells cells;
    private final PageRequest request;

    FenceLine(Html html, PageRequest request) {
        this.html = html;
        this.cells = new Cells(html);
        this.request = request;
    }

    void render(GroupView group) {
        GroupView.Fence fence = group.fence();
        if (!fence.active()) {
            return;
        }
        html.open("div", "class", "fence", "role", "status");
        html.open("p").element("span", "\u26d4", "class", "sign", "aria-hidden", "true");
        html.text(" ")
                .element("strong", "Requests to the master are held (fence: " + fence.kind() + ")")
                .text(" since ");
        cells.moment(fence.sinceMillis(), request);
        html.text(": " + fence.reason()).close();
        if (fence.frozen()) {
            request.token().ifPresent(token -> thaw(group, token));
        }
        html.close();
    }

    private void thaw(GroupView group, String token) {
        GroupOperation thaw = GroupOperation.THAW;
        html.open("form", "method", "post", "action", "action");
        html.empty("input", "type", "hidden", "name", "token", "value", token);
        html.empty("input", "type", "hidden", "name", "group", "value", group.name());
        if (!request.refresh()) {
            html.empty("input", "type", "hidden", "name", "refresh", "value", "off");
        }
        html.element(
                "button",
                thaw.label(),
                "name",
                "operation",
                "value",
                thaw.keyword(),
                "title",
                thaw.effect(),
                "aria-label",
                thaw.label() + " group " + group.name() + ": " + thaw.effect());
        html.close();
    }
}
