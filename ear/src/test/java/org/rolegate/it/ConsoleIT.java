package org.rolegate.it;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.rolegate.fixture.AppServer;
import org.rolegate.fixture.Browser;
import org.rolegate.fixture.Names;
import org.rolegate.fixture.RedisNode;
import org.rolegate.fixture.RedisSet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The console behind the server's own login: who sees what, who may act, and what is refused. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ConsoleIT {

    private static final String PAGE = "/rolegate/";
    private static final String ACTION = "/rolegate/action";
    private static final String REPLICA = Names.server("main", "redis-2");

    private static RedisSet redis;
    private static AppServer server;

    @BeforeAll
    static void start() {
        redis = RedisSet.builder().replicas(1).sentinels(0).password("secret").start();
        server = AppServer.builder().redis(redis).freeFrontends().start().awaitDeployed();
        await().until(() -> masterId().equals("redis-1"));
    }

    @AfterAll
    static void stop() {
        server.close();
        redis.close();
    }

    @AfterEach
    void everyServerIsReady() {
        server.mbeans().invoke(REPLICA, "ready");
    }

    @ParameterizedTest
    @ValueSource(strings = {PAGE, ACTION, "/rolegate/console.css", "/rolegate/error", "/rolegate/nothing"})
    void withoutALoginNothingIsShown(String path) {
        for (String credentials : new String[] {null, "viewer:wrong", "nobody:viewer-demo"}) {
            HttpResponse<String> response = new Browser(server, credentials).get(path);

            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.headers().firstValue("WWW-Authenticate"))
                    .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Basic realm=\"Rolegate\""));
            assertThat(response.body()).doesNotContain("redis-1");
        }
    }

    @Test
    void withoutALoginNoMethodGetsIn() {
        Browser stranger = new Browser(server, null);

        for (String method : new String[] {"HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "ANYTHING"}) {
            assertThat(stranger.send(method, PAGE).statusCode()).as(method).isIn(401, 403, 405, 501);
            assertThat(stranger.send(method, ACTION).statusCode()).as(method).isIn(401, 403, 405, 501);
        }
    }

    @Test
    void theViewerSeesThePageWithoutButtonsAndMayNotAct() {
        // Given
        Browser viewer = new Browser(server, "viewer:viewer-demo");
        String stolen = new Browser(server, "operator:operator-demo").token();

        // When
        String page = viewer.get(PAGE).body();
        int posted =
                viewer.post(ACTION, drain(stolen), "Origin", viewer.origin()).statusCode();

        // Then
        assertThat(page)
                .contains("redis-1", "redis-2", redis.nodes().get(0).endpoint(), "redis-1 is master: ")
                .doesNotContain("<form", "<button", "token");
        assertThat(posted).isEqualTo(403);
        assertThat(adminState()).isEqualTo("ready");
    }

    @Test
    void theOperatorDrainsAReplicaByTheFormAndSetsItReadyAgain() {
        // Given
        Browser operator = new Browser(server, "operator:operator-demo");
        assertThat(operator.get(PAGE).body()).contains("<form", "value=\"drain\"", "value=\"maint\"");

        // When
        HttpResponse<String> drained = operator.post(ACTION, drain(operator.token()), "Origin", operator.origin());

        // Then
        assertThat(drained.statusCode()).isEqualTo(303);
        assertThat(drained.headers().firstValue("Location"))
                .hasValueSatisfying(there -> assertThat(there).endsWith("/rolegate/?result=done"));
        assertThat(adminState()).isEqualTo("drain");
        assertThat(server.mbeans().<String>attribute(REPLICA, "Status")).isEqualTo("DRAIN");
        assertThat(operator.get(PAGE + "?result=done").body()).contains("redis-2 of group main: set to drain");
        assertThat(new Browser(server, "viewer:viewer-demo")
                        .get(PAGE + "?result=done")
                        .body())
                .as("the outcome is the operator's own")
                .doesNotContain("set to drain");
        assertThat(server.log()).contains("user=\"operator\"", "action=drain", "before=\"ready/UP/0 sessions\"");

        // When
        operator.post(ACTION, form("ready", "main", "redis-2", operator.token()), "Origin", operator.origin());

        // Then
        assertThat(adminState()).isEqualTo("ready");
    }

    @Test
    void theOperatorAloneMayThawTheGroup() {
        // Given
        Browser operator = new Browser(server, "operator:operator-demo");
        Browser viewer = new Browser(server, "viewer:viewer-demo");
        String token = operator.token();
        assertThat(operator.get(PAGE).body()).as("nothing is frozen").doesNotContain("value=\"thaw\"");

        // When
        HttpResponse<String> thawed =
                operator.post(ACTION, form("thaw", "main", "", token), "Origin", operator.origin());
        int forbidden = viewer.post(ACTION, form("thaw", "main", "", token), "Origin", viewer.origin())
                .statusCode();

        // Then
        assertThat(thawed.statusCode()).isEqualTo(303);
        assertThat(operator.get(PAGE + "?result=done").body())
                .contains("group main: thawed; requests are forwarded again");
        assertThat(forbidden).isEqualTo(403);
        assertThat(server.log()).contains("action=thaw group=main server=- result=done");
    }

    @Test
    void theOperatorMovesTheMasterAndBack() {
        // Given
        Browser operator = new Browser(server, "operator:operator-demo");
        String token = operator.token();

        // When
        operator.post(ACTION, form("switchover", "main", "redis-2", token), "Origin", operator.origin());
        String there = operator.get(PAGE + "?result=done").body();
        String moved = masterId();
        await().until(() -> redis.currentMaster() == redis.node("redis-2"));
        // The former master has to be seen as a replica before it can take over again.
        await().until(() -> {
            operator.post(ACTION, form("switchover", "main", "redis-1", token), "Origin", operator.origin());
            return masterId().equals("redis-1");
        });

        // Then
        assertThat(there).contains("group main: switched from redis-1 to redis-2; clients were held for");
        assertThat(moved).isEqualTo("redis-2");
        assertThat(redis.currentMaster()).isEqualTo(redis.node("redis-1"));
    }

    @Test
    void aMasterThatWasGoneForAWhileIsInTheFlightRecorder() {
        // Given
        RedisNode master = redis.node("redis-1");

        // When
        master.pause();
        await().until(() -> masterId().isEmpty());
        master.resume();
        await().until(() -> masterId().equals("redis-1"));

        // Then
        assertThat(server.mbeans().<String>attribute(Names.group("main"), "FailoversJson"))
                .contains("\"kind\":\"return\"", "\"from\":\"redis-1\"", "\"to\":\"redis-1\"", "\"over\":true");
        assertThat(new Browser(server, "viewer:viewer-demo").get(PAGE).body())
                .contains("<h3>Failovers</h3>", "<details>", "a check failed", "no master: redis-1", "accepts redis-1");
    }

    @Test
    void aRequestThatDoesNotComeFromTheOperatorsOwnPageIsRefused() {
        // Given
        Browser operator = new Browser(server, "operator:operator-demo");
        String token = operator.token();
        String others = new Browser(server, "operator:operator-demo").token();
        String own = operator.origin();

        // Then
        assertThat(refusal(operator, token)).as("no Origin").isEqualTo(403);
        assertThat(refusal(operator, token, "Origin", "http://evil.example"))
                .as("a forged Origin")
                .isEqualTo(403);
        assertThat(refusal(operator, token, "Origin", "null")).as("Origin null").isEqualTo(403);
        assertThat(refusal(operator, token, "Origin", own, "Sec-Fetch-Site", "cross-site"))
                .as("the browser says cross-site")
                .isEqualTo(403);
        assertThat(refusal(operator, "", "Origin", own)).as("no token").isEqualTo(403);
        assertThat(refusal(operator, others, "Origin", own))
                .as("the token of another session")
                .isEqualTo(403);
        assertThat(refusal(new Browser(server, "operator:operator-demo"), token, "Origin", own))
                .as("no session")
                .isEqualTo(403);
        assertThat(adminState()).isEqualTo("ready");
        assertThat(server.log()).contains("Origin is http://evil.example", "wrong token", "no Origin");
    }

    @Test
    void whatIsNoKnownServerOrOperationIsABadRequest() {
        Browser operator = new Browser(server, "operator:operator-demo");
        String token = operator.token();

        for (Map<String, String> form : List.of(
                form("drain", "main", "redis-9", token),
                form("drain", "*", "*", token),
                form("getStatus", "main", "redis-2", token))) {
            assertThat(operator.post(ACTION, form, "Origin", operator.origin()).statusCode())
                    .as("%s", form)
                    .isEqualTo(400);
        }
        assertThat(adminState()).isEqualTo("ready");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "TRACE", "PUT", "DELETE", "OPTIONS", "ANYTHING"})
    void otherMethodsThanThePagesOwnAreRefused(String method) {
        Browser operator = new Browser(server, "operator:operator-demo");

        assertThat(operator.send(method, PAGE).statusCode()).isIn(403, 405, 501);
        assertThat(operator.send(method, ACTION).statusCode()).isIn(403, 405, 501);
        assertThat(operator.send("POST", PAGE).statusCode()).isEqualTo(405);
        assertThat(operator.get(ACTION).statusCode()).isEqualTo(405);
    }

    @Test
    void everyAnswerBehindTheLoginBearsTheSecurityHeaders() {
        Browser viewer = new Browser(server, "viewer:viewer-demo");

        for (String path : new String[] {PAGE, "/rolegate/console.css", "/rolegate/nothing", "/rolegate/error"}) {
            var headers = viewer.get(path).headers();
            assertThat(headers.firstValue("Content-Security-Policy")).as(path).hasValueSatisfying(policy -> assertThat(
                            policy)
                    .contains("default-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe-inline"));
            assertThat(headers.firstValue("X-Content-Type-Options")).as(path).hasValue("nosniff");
            assertThat(headers.firstValue("X-Frame-Options")).as(path).hasValue("DENY");
            assertThat(headers.firstValue("Referrer-Policy")).as(path).hasValue("same-origin");
            assertThat(headers.firstValue("Cache-Control")).as(path).hasValueSatisfying(control -> assertThat(control)
                    .contains("no-store"));
        }
        assertThat(viewer.get("/rolegate/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void noScriptAndNoOtherSiteGetsTheSessionCookie() {
        HttpResponse<String> first = new Browser(server, "operator:operator-demo").get(PAGE);

        assertThat(first.headers().allValues("Set-Cookie"))
                .filteredOn(cookie -> cookie.startsWith("rolegate-session="))
                .singleElement()
                .satisfies(cookie ->
                        assertThat(cookie).containsIgnoringCase("HttpOnly").containsIgnoringCase("SameSite=Strict"));
    }

    private static int refusal(Browser browser, String token, String... headers) {
        return browser.post(ACTION, drain(token), headers).statusCode();
    }

    private static Map<String, String> drain(String token) {
        return form("drain", "main", "redis-2", token);
    }

    private static Map<String, String> form(String operation, String group, String id, String token) {
        return Map.of("operation", operation, "group", group, "server", id, "token", token);
    }

    private static String masterId() {
        return server.mbeans().attribute(Names.group("main"), "MasterId");
    }

    private static String adminState() {
        return server.mbeans().attribute(REPLICA, "AdminState");
    }
}
