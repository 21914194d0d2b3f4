package org.rolegate.console.page;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import org.rolegate.console.action.Outcome;
import org.rolegate.console.action.ServerOperation;
import org.rolegate.console.view.ConsoleView;
import org.rolegate.console.view.FailoverView;
import org.rolegate.console.view.FrontendView;
import org.rolegate.console.view.GroupView;
import org.rolegate.console.view.ProxyView;
import org.rolegate.console.view.SentinelView;
import org.rolegate.console.view.ServerView;
import org.rolegate.console.view.Traffic;
import org.rolegate.console.view.Uncertain;

import static org.assertj.core.api.Assertions.assertThat;

class StatusPageTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:06:11Z");
    private static final Instant SINCE = Instant.parse("2026-11-21T12:03:04Z");
    private static final Uncertain NONE = new Uncertain(0, Map.of());
    private static final Map<String, Long> COMMANDS = Map.of("hset", 7L, "other", 1L, "zadd", 5L, "incr", 1_200L);
    private static final GroupView.Fence NO_FENCE = new GroupView.Fence("", "", 0);
    private static final String HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>&amp;";

    @Test
    void showsTheMasterInAGreenBannerWithTheReason() {
        String page = StatusPage.render(view(group("redis-1", "3 of 3 Sentinels name it")), viewer());

        assertThat(textOf(page)).contains("main master is redis-1 127.0.0.1:7000 since 12:03:04 (3 min 7 s)");
        assertThat(textOf(page)).contains("3 of 3 Sentinels name it");
        assertThat(page).contains("class=\"banner held\"").doesNotContain("banner lost");
    }

    @Test
    void showsThatThereIsNoMasterAndWhyInARedBannerAndInTheTitle() {
        String page = StatusPage.render(view(group("", "no server answers")), viewer());

        assertThat(textOf(page)).contains("NO MASTER: no server answers");
        assertThat(page).contains("class=\"banner lost\"").doesNotContain("banner held");
        assertThat(page).contains("<title>NO MASTER: main - Rolegate</title>");
    }

    @Test
    void escapesEveryTextThatAnotherProgramWrote() {
        Traffic traffic = new Traffic(0, 0, 0, 0, 0);
        String h = HOSTILE;
        GroupView group = new GroupView(
                h,
                h,
                h,
                h,
                h,
                1,
                1,
                1,
                new GroupView.Fence("frozen", h, 1),
                0,
                List.of(new ServerView(h, h, h, h, true, true, h, h, h, h, 1, 1, 1, 1, true, 1, 1, traffic)),
                List.of(new SentinelView(h, h, h, true, true, h, 1, false, 1, h)),
                List.of(),
                List.of(new FailoverView(
                        1,
                        h,
                        true,
                        1,
                        h,
                        h,
                        1,
                        1,
                        1,
                        1,
                        new Uncertain(1, Map.of(h, 1L)),
                        1,
                        1,
                        1,
                        1,
                        1,
                        h,
                        List.of(new FailoverView.Entry(0, h, h)))));
        ConsoleView view = new ConsoleView(
                new ProxyView(h, 1, h, 1, 1, true, traffic),
                List.of(group),
                List.of(new FrontendView(
                        h, h, h, h, h, 0, 0, 0, new Uncertain(1, Map.of(h, 1L)), traffic, Map.of(h, 1L))));
        Outcome outcome = new Outcome(Outcome.Code.DONE, ServerOperation.DRAIN, h, h, 0);

        String page = StatusPage.render(
                view, new PageRequest(NOW, ZoneOffset.UTC, h, Optional.of(h), true, Optional.of(outcome)));

        assertThat(page).doesNotContain("<script").doesNotContain("<img").doesNotContain("\"'>");
        assertThat(page).contains("&lt;script&gt;").contains("&amp;amp;");
    }

    @Test
    void needsNoScriptAndNoInlineStyle() {
        String page = StatusPage.render(view(group("redis-1", "")), operator());

        assertThat(page).doesNotContain("<script").doesNotContain("style=").doesNotContainPattern("\\son[a-z]+=");
    }

    @Test
    void givesAnOperatorOneFormPerServerWithTheToken() {
        String page = StatusPage.render(view(group("redis-1", "")), operator());

        assertThat(page).containsOnlyOnce("<form method=\"post\" action=\"action\">");
        assertThat(page).contains("<input type=\"hidden\" name=\"token\" value=\"secret\">");
        assertThat(page).contains("value=\"ready\"", "value=\"drain\"", "value=\"maint\"", "value=\"kill\"");
    }

    @Test
    void givesAViewerNoForms() {
        String page = StatusPage.render(view(group("redis-1", "")), viewer());

        assertThat(page).doesNotContain("<form", "<button", "<input");
    }

    @Test
    void reloadsItselfUnlessPaused() {
        ConsoleView view = view(group("redis-1", ""));
        PageRequest paused = new PageRequest(NOW, ZoneOffset.UTC, "eve", Optional.empty(), false, Optional.empty());

        assertThat(StatusPage.render(view, viewer()))
                .contains("<meta http-equiv=\"refresh\" content=\"5; url=./\">")
                .contains("href=\"./?refresh=off\"");
        assertThat(StatusPage.render(view, paused)).doesNotContain("http-equiv").contains("href=\"./\"");
    }

    @Test
    void givesTheExactValueBesideTheReadableOne() {
        String page = StatusPage.render(view(group("redis-1", "")), viewer());

        assertThat(page).contains("title=\"1,536 bytes\">1.5 KiB<").contains("title=\"1,234,567\">1.2 M<");
    }

    @Test
    void saysWhatTheTerminationLettersMean() {
        String page = StatusPage.render(view(group("redis-1", "")), viewer());

        assertThat(page).contains("title=\"3: ended by the client, while data was passing\"");
    }

    @Test
    void showsTheFenceAndTheNumberOfHeldClients() {
        String page = StatusPage.render(view(held("isolated")), operator());

        assertThat(page).contains("<div class=\"fence\" role=\"status\">").doesNotContain("value=\"thaw\"");
        assertThat(textOf(page))
                .contains(
                        "Requests to the master are held (fence: isolated) since 12:03:04 (3 min 7 s): restarted with less data")
                .contains("Held clients12");
        assertThat(StatusPage.render(view(group("redis-1", "")), operator())).doesNotContain("class=\"fence\"");
    }

    @Test
    void givesTheOperatorAloneAButtonToThawAFrozenGroup() {
        ConsoleView frozen = view(held("frozen"));

        assertThat(StatusPage.render(frozen, operator())).containsOnlyOnce("value=\"thaw\"");
        assertThat(StatusPage.render(frozen, viewer()))
                .contains("(fence: frozen)")
                .doesNotContain("<button", "<form");
    }

    @Test
    void marksAStaleClaim() {
        assertThat(StatusPage.render(view(group("", "")), viewer()))
                .contains("class=\"pill down\" title=\"reports role master and");
        assertThat(StatusPage.render(view(group("redis-1", "")), viewer())).doesNotContain("\u26d4 stale claim");
    }

    @Test
    void showsTheLagInBytesAndInTime() {
        String page = StatusPage.render(view(group("redis-1", "")), viewer());

        assertThat(page).contains("title=\"2,048 bytes, 1,250 ms\">2.0 KiB<span class=\"below quiet\">1 s</span>");
    }

    @Test
    void showsWhatBecameOfEachFailoverWithItsTimeLine() {
        FailoverView takeover = new FailoverView(
                3,
                "takeover",
                true,
                SINCE.toEpochMilli(),
                "redis-2",
                "redis-1",
                1_310,
                1_350,
                4,
                50,
                new Uncertain(2, Map.of("incr", 10L, "lpush", 2L)),
                9,
                8,
                5_000,
                3_464,
                1_536,
                "promoted from redis-2's history",
                List.of(new FailoverView.Entry(0, "sentinel-1", "+sdown redis-2")));

        String page = StatusPage.render(view(group("redis-1", "", takeover)), viewer());

        assertThat(page).contains("<h3>Failovers</h3>", "<details>", "offset 5,000 before, 3,464 after\">1.5 KiB<");
        assertThat(textOf(page))
                .contains("12:03:04 (3 min 7 s)redis-2redis-1takeover1,310 ms1,350 ms450210 incr, 2 lpush98")
                .contains("promoted from redis-2's history0 ms sentinel-1 +sdown redis-2");
    }

    @Test
    void saysThatALossIsUnknownAndAFailoverStillInProgress() {
        FailoverView loss = new FailoverView(
                1, "loss", false, 1, "redis-1", "", -1, -1, 0, 0, NONE, 0, 0, 5, -1, -1, "gone", List.of());

        String page = StatusPage.render(view(group("", "gone", loss)), viewer());

        assertThat(page).contains("loss, in progress", "title=\"offset 5 before, unknown after\">unknown<");
    }

    @Test
    void showsTheNewestFailoversOnly() {
        FailoverView[] many = new FailoverView[21];
        Arrays.fill(
                many,
                new FailoverView(
                        1, "fence", true, 1, "a", "a", 1, 1, 0, 0, NONE, 0, 0, 1, 1, 0, "announced", List.of()));

        String page = StatusPage.render(view(group("redis-1", "", many)), viewer());

        assertThat(page.split("<details>", -1)).hasSize(21);
        assertThat(page).contains("The newest 20 of 21");
    }

    @Test
    void showsWhatBefellTheClientsOfAFrontend() {
        String page = StatusPage.render(view(group("redis-1", "")), viewer());

        assertThat(textOf(page))
                .contains("RefusedDeniedMovedUncertainEndings")
                .contains("1.5 KiB0 B04561,200 incr, 7 hset, 6 moreCD 3");
        assertThat(page).contains("6 times, 1,213 commands: 1,200 incr, 7 hset, 5 zadd, 1 other");
    }

    private static PageRequest viewer() {
        return new PageRequest(NOW, ZoneOffset.UTC, "eve", Optional.empty(), true, Optional.empty());
    }

    private static PageRequest operator() {
        return new PageRequest(NOW, ZoneOffset.UTC, "oscar", Optional.of("secret"), true, Optional.empty());
    }

    private static ConsoleView view(GroupView group) {
        Traffic traffic = new Traffic(1, 2, 1_234_567, 1_536, 0);
        return new ConsoleView(
                new ProxyView("0.1.0", 90_000, "epoll", 2, 500, true, traffic),
                List.of(group),
                List.of(new FrontendView(
                        "master",
                        "127.0.0.1:5000",
                        "main",
                        "master",
                        "OPEN",
                        0,
                        4,
                        5,
                        new Uncertain(6, COMMANDS),
                        traffic,
                        Map.of("CD", 3L))));
    }

    private static GroupView group(String masterId, String reason, FailoverView... failed) {
        return group(masterId, reason, NO_FENCE, failed);
    }

    private static GroupView held(String kind) {
        return group("redis-1", "", new GroupView.Fence(kind, "restarted with less data", SINCE.toEpochMilli()));
    }

    private static GroupView group(String masterId, String reason, GroupView.Fence fence, FailoverView... failed) {
        List<FailoverView> failovers = List.of(failed);
        Traffic traffic = new Traffic(1, 2, 1_234_567, 1_536, 0);
        ServerView server = new ServerView(
                "main",
                "redis-1",
                "127.0.0.1:7000",
                "master",
                !masterId.isEmpty(),
                masterId.isEmpty(),
                "UP",
                "ready",
                "L7OK",
                "",
                100,
                5,
                2_048,
                1_250,
                true,
                0,
                0,
                traffic);
        String address = masterId.isEmpty() ? "" : "127.0.0.1:7000";
        return new GroupView(
                "main",
                "mymaster",
                masterId,
                address,
                reason,
                4,
                SINCE.toEpochMilli(),
                1,
                fence,
                12,
                List.of(server),
                List.of(),
                List.of(),
                failovers);
    }

    /** The words of a page without its markup. */
    private static String textOf(String page) {
        return page.replaceAll("<[^>]*>", "").replaceAll("\\s+", " ");
    }
}
