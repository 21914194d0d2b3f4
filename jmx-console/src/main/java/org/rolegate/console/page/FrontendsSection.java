package org.rolegate.console.page;

import java.util.List;
import java.util.Map;

import org.rolegate.console.view.FrontendView;

/** The section of the frontends. */
final class FrontendsSection {

    private final Html html;
    private final Cells cells;

    FrontendsSection(Html html) {
        this.html = html;
        this.cells = new Cells(html);
    }

    void render(List<FrontendView> frontends) {
        html.open("section", "class", "group-section").element("h2", "Frontends");
        if (frontends.isEmpty()) {
            html.element("p", "None.", "class", "quiet").close();
            return;
        }
        html.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", "Frontends")
                .open("table");
        cells.head(
                "Frontend",
                "Bind",
                "Group",
                "Backend",
                "Status",
                "#Cur",
                "#Max",
                "#Total",
                "#In",
                "#Out",
                "#Refused",
                "#Denied",
                "#Moved",
                "#Uncertain",
                "Endings");
        html.open("tbody");
        for (FrontendView frontend : frontends) {
            html.open("tr", "class", Tone.of(frontend.status()).css());
            cells.rowName(frontend.name()).code(frontend.bind()).text(frontend.group());
            cells.text(frontend.targetRole()).status(frontend.status()).traffic(frontend.traffic());
            cells.errors(frontend.refused()).errors(frontend.denied());
            cells.count(frontend.moved()).uncertain(frontend.uncertain());
            endings(frontend.endings());
            html.close();
        }
        html.close().close().close().close();
    }

    private void endings(Map<String, Long> endings) {
        html.open("td", "class", "endings");
        endings.forEach((letters, count) -> {
            html.open("span", "class", "ending", "title", Units.exact(count) + ": " + EndingText.of(letters));
            html.element("span", letters, "class", "code")
                    .text(" " + Units.count(count))
                    .close()
                    .text(" ");
        });
        html.close();
    }
}
