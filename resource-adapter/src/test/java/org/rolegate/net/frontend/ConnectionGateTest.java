package org.rolegate.net.frontend;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opentest4j.TestAbortedException;

import org.rolegate.core.config.LimitSettings;
import org.rolegate.core.model.AccessList;
import org.rolegate.core.model.Cidr;
import org.rolegate.net.fixture.FrontendBench;
import org.rolegate.net.fixture.TestClient;
import org.rolegate.net.io.Transport;

import static org.assertj.core.api.Assertions.assertThat;

/** Who is let in, and when; over real sockets, on both transports, by a clock that stands. */
class ConnectionGateTest {

    private static final String OTHER = "127.0.0.2";

    private final List<TestClient> clients = new ArrayList<>();

    @AfterEach
    void leave() throws IOException {
        for (TestClient client : clients) {
            client.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void whoIsDeniedIsHungUpOnAndCountedAndIsNoSession(Transport transport) throws IOException {
        try (FrontendBench doors = new FrontendBench(transport, 0, access(List.of(), List.of(OTHER)))) {
            for (int i = 0; i < 20; i++) {
                // When
                TestClient denied = add(doors.clientFrom(OTHER));

                // Then
                assertThat(denied.reply()).isNull();
            }
            assertThat(doors.row())
                    .returns(20L, row -> row.incidents().denied())
                    .returns(0L, row -> row.sessionsTotal());
            assertThat(doors.server.connections()).isZero();
            assertThat(add(doors.client()).ask("PING")).isEqualTo("+PONG");
            assertThat(doors.row())
                    .returns(20L, row -> row.incidents().denied())
                    .returns(1L, row -> row.sessionsTotal());
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void onlyWhoIsAllowedIsLetIn(Transport transport) throws IOException {
        try (FrontendBench doors =
                new FrontendBench(transport, 0, access(List.of("127.0.0.2/31"), List.of("127.0.0.3")))) {
            // When
            TestClient allowed = add(doors.clientFrom(OTHER));
            TestClient notAllowed = add(doors.clientFrom("127.0.0.1"));
            TestClient allowedAndDenied = add(doors.clientFrom("127.0.0.3"));

            // Then
            assertThat(allowed.ask("PING")).isEqualTo("+PONG");
            assertThat(notAllowed.reply()).isNull();
            assertThat(allowedAndDenied.reply()).isNull();
            assertThat(doors.row())
                    .returns(2L, row -> row.incidents().denied())
                    .returns(1L, row -> row.sessionsTotal());
        }
    }

    /** To the kernel it is ::ffff:127.0.0.2. */
    @ParameterizedTest
    @EnumSource(Transport.class)
    void anAddressOfIpv4IsOneAlsoWhereIpv6Listens(Transport transport) throws IOException {
        try (FrontendBench doors = onIpv6(transport)) {
            // When
            TestClient denied = add(doors.clientFrom(OTHER));
            TestClient allowed = add(doors.client());

            // Then
            assertThat(denied.reply()).isNull();
            assertThat(allowed.ask("PING")).isEqualTo("+PONG");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void whoComesTooFastFromOneAddressIsHungUpOnAndNobodyElseIs(Transport transport) throws IOException {
        try (FrontendBench doors = new FrontendBench(transport, 0, limits(0, 0, 3))) {
            for (int i = 0; i < 3; i++) {
                assertThat(add(doors.client()).ask("PING")).isEqualTo("+PONG");
            }
            for (int i = 0; i < 5; i++) {
                // When
                TestClient tooFast = add(doors.client());

                // Then
                assertThat(tooFast.reply()).isNull();
            }
            assertThat(doors.row())
                    .returns(5L, row -> row.incidents().denied())
                    .returns(3L, row -> row.sessionsTotal());
            assertThat(add(doors.clientFrom(OTHER)).ask("PING")).isEqualTo("+PONG");

            // When
            doors.clock.turn(Duration.ofMillis(334));

            // Then
            assertThat(add(doors.client()).ask("PING")).isEqualTo("+PONG");
            assertThat(add(doors.client()).reply()).isNull();
            assertThat(doors.row())
                    .returns(6L, row -> row.incidents().denied())
                    .returns(5L, row -> row.sessionsTotal());
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void whoComesTooFastForTheFrontendWaitsAndIsServed(Transport transport) throws IOException {
        try (FrontendBench doors = new FrontendBench(transport, 0, limits(0, 4, 0))) {
            // When
            for (int i = 0; i < 30; i++) {
                add(doors.client().send("PING"));
            }

            // Then
            doors.awaitOpen(4);
            for (int more = 4; more < 30; more += 2) {
                doors.settle();
                assertThat(doors.row().sessionsTotal()).isEqualTo(more);
                doors.clock.turn(Duration.ofMillis(500));
                doors.awaitOpen(more + 2);
            }
            for (TestClient client : clients) {
                assertThat(client.reply()).isEqualTo("+PONG");
            }
            assertThat(doors.row().incidents().denied()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void whoFindsEveryPlaceTakenWaitsInTheKernelAndIsServedAfterwards(Transport transport) throws IOException {
        try (FrontendBench doors = new FrontendBench(transport, 0, limits(2, 0, 0))) {
            // When
            for (int i = 0; i < 20; i++) {
                add(doors.client().send("PING"));
            }

            // Then
            for (TestClient client : clients) {
                assertThat(client.reply()).isEqualTo("+PONG");
                assertThat(client.ask("PING")).isEqualTo("+PONG");
                assertThat(doors.row().sessionsTotal()).isLessThanOrEqualTo(clients.indexOf(client) + 2L);
                client.close();
            }
            doors.awaitEmpty();
            assertThat(doors.row())
                    .returns(2, row -> row.maxSessions())
                    .returns(20L, row -> row.sessionsTotal())
                    .returns(0L, row -> row.incidents().denied());
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void allFrontendsTogetherHaveNoMoreThanTheProcessMay(Transport transport) throws IOException {
        try (FrontendBench doors = new FrontendBench(transport, 3, limits(0, 0, 0), limits(2, 0, 0))) {
            // When
            for (int i = 0; i < 10; i++) {
                add(doors.clientOf(i % 2, OTHER).send("PING"));
            }
            doors.awaitOpen(3);
            doors.settle();

            // Then
            assertThat(doors.open()).isEqualTo(3);
            assertThat(doors.row(1).sessions()).isLessThanOrEqualTo(2);

            // When
            List<TestClient> waiting = new ArrayList<>(clients);
            while (!waiting.isEmpty()) {
                TestClient served = served(waiting);
                assertThat(served.reply()).isEqualTo("+PONG");
                assertThat(doors.all.taken()).isLessThanOrEqualTo(3);
                served.close();
                waiting.remove(served);
            }

            // Then
            doors.awaitEmpty();
            assertThat(doors.row(0).sessionsTotal()).isEqualTo(5);
            assertThat(doors.row(1))
                    .returns(5L, row -> row.sessionsTotal())
                    .satisfies(row -> assertThat(row.maxSessions()).isLessThanOrEqualTo(2));
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void whoResetsWhileWaitingTakesNoPlaceFromAnybody(Transport transport) throws IOException {
        try (FrontendBench doors = new FrontendBench(transport, 5, limits(1, 0, 0))) {
            // Given
            TestClient first = add(doors.client());
            assertThat(first.ask("PING")).isEqualTo("+PONG");

            // When
            for (int i = 0; i < 10; i++) {
                doors.client().send("PING").reset();
            }
            TestClient patient = add(doors.client().send("PING"));
            first.close();

            // Then
            assertThat(patient.reply()).isEqualTo("+PONG");
            patient.close();
            doors.awaitEmpty();
            assertThat(add(doors.client()).ask("PING")).isEqualTo("+PONG");
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void whoWaitsWhenTheDoorIsClosedForGoodIsHungUpOn(Transport transport) throws IOException {
        try (FrontendBench doors = new FrontendBench(transport, 0, limits(1, 0, 0))) {
            // Given
            TestClient inside = add(doors.client());
            assertThat(inside.ask("PING")).isEqualTo("+PONG");
            for (int i = 0; i < 5; i++) {
                add(doors.client());
            }
            doors.settle();

            // When
            doors.closeListeners();

            // Then
            for (TestClient outside : clients.subList(1, 6)) {
                assertThat(ends(outside)).isTrue();
            }
            assertThat(inside.ask("PING")).isEqualTo("+PONG");
            inside.close();
            doors.awaitEmpty();
            assertThat(doors.row().sessionsTotal()).isOne();
        }
    }

    private TestClient add(TestClient client) {
        clients.add(client);
        return client;
    }

    private static boolean ends(TestClient client) {
        try {
            return client.reply() == null;
        } catch (IOException reset) {
            return true;
        }
    }

    /** Returns the first one that has an answer. */
    private static TestClient served(List<TestClient> waiting) {
        List<TestClient> found = new ArrayList<>();
        FrontendBench.await(() -> {
            for (TestClient client : waiting) {
                if (client.socket.getInputStream().available() > 0) {
                    found.add(client);
                }
            }
            return !found.isEmpty();
        });
        return found.get(0);
    }

    private static FrontendBench onIpv6(Transport transport) throws IOException {
        try {
            return new FrontendBench(transport, 0, "[::]:0", access(List.of(), List.of(OTHER)));
        } catch (IllegalStateException noIpv6) {
            throw new TestAbortedException("LOUD SKIP: no IPv6 here", noIpv6);
        }
    }

    private static LimitSettings limits(int maxconn, int sessionRate, int sourceRate) {
        return new LimitSettings(maxconn, 1024, sessionRate, sourceRate, AccessList.ANY_CLIENT);
    }

    private static LimitSettings access(List<String> allow, List<String> deny) {
        return new LimitSettings(
                0,
                1024,
                0,
                0,
                new AccessList(
                        allow.stream().map(Cidr::parse).toList(),
                        deny.stream().map(Cidr::parse).toList()));
    }
}
