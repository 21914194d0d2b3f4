package org.rolegate.console.page;

import java.util.List;

import org.rolegate.console.view.FailoverView;

/** The table of a group's flight records, newest first. */
final class FailoversSection {

    /** The number of records that fit on a screen; the MBean has all of them. */
    private static final int SHOWN = 20;

    private final Html html;
    private final Cells cells;
    private final PageRequest request;

    FailoversSection(Html html, PageRequest request) {
        this.html = html;
        this.cells = new Cells(html);
        this.request = request;
    }

    void render(List<FailoverView> failovers) {
        html.element("h3", "Failovers");
        if (failovers.isEmpty()) {
            html.element("p", "None since the start.", "class", "quiet");
            return;
        }
        html.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", "Failovers")
                .open("table");
        cells.head(
                "When",
                "From",
                "To",
                "Kind",
                "#Accepted after",
                "#First client bytes after",
                "#Closed",
                "#Moved",
                "#Uncertain",
                "#Held",
                "#Released",
                "#Possibly lost",
                "Why");
        html.open("tbody");
        failovers.stream().limit(SHOWN).forEach(this::row);
        html.close().close().close();
        if (failovers.size() > SHOWN) {
            html.element(
                    "p",
                    "The newest " + SHOWN + " of " + failovers.size() + "; the attribute Failovers has them all.",
                    "class",
                    "quiet");
        }
    }

    private void row(FailoverView failover) {
        html.open("tr").open("td");
        cells.moment(failover.beganMillis(), request).close();
        cells.text(failover.from()).text(failover.to());
        cells.text(failover.over() ? failover.kind() : failover.kind() + ", in progress");
        cells.millis(failover.acceptedAfterMillis()).millis(failover.firstSessionAfterMillis());
        cells.count(failover.cut()).count(failover.moved()).uncertain(failover.uncertain());
        cells.count(failover.held()).count(failover.released());
        lost(failover);
        html.open("td", "class", "check").open("details");
        html.element("summary", failover.reason(), "class", "words");
        timeline(failover.timeline());
        html.close().close().close();
    }

    private void lost(FailoverView failover) {
        long bytes = failover.possiblyLostBytes();
        String offsets =
                "offset " + offset(failover.oldOffset()) + " before, " + offset(failover.newOffset()) + " after";
        if (bytes < 0) {
            html.element("td", "unknown", "class", "num none", "title", offsets);
        } else {
            html.element("td", Units.bytes(bytes), "class", bytes > 0 ? "num warn" : "num zero", "title", offsets);
        }
    }

    private static String offset(long offset) {
        return offset < 0 ? "unknown" : Units.exact(offset);
    }

    private void timeline(List<FailoverView.Entry> entries) {
        html.open("ol", "class", "timeline");
        for (FailoverView.Entry entry : entries) {
            html.open("li");
            html.element("span", Units.exact(entry.afterMillis()) + " ms", "class", "after")
                    .text(" ");
            html.element("strong", entry.who()).text(" " + entry.what()).close();
        }
        html.close();
    }
}
