package org.rolegate.resp;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.rolegate.resp.RespValue.Array;
import org.rolegate.resp.RespValue.Bulk;
import org.rolegate.resp.RespValue.ErrorReply;
import org.rolegate.resp.RespValue.Int;
import org.rolegate.resp.RespValue.Nil;
import org.rolegate.resp.RespValue.Push;
import org.rolegate.resp.RespValue.RespMap;
import org.rolegate.resp.RespValue.Simple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.rolegate.resp.RespBytes.bytes;
import static org.rolegate.resp.RespBytes.readAll;

class RespReaderTest {

    private static final Limits SMALL = new Limits(100, 200, 10, 20, 3);

    static Stream<Arguments> corpus() {
        return Stream.of(
                Arguments.of("+OK\r\n", new Simple("OK")),
                Arguments.of("+\r\n", new Simple("")),
                Arguments.of("+caf\u00c3\u00a9\r\n", new Simple("caf\u00e9")),
                Arguments.of("-NOAUTH Authentication required.\r\n", new ErrorReply("NOAUTH Authentication required.")),
                Arguments.of(":0\r\n", new Int(0)),
                Arguments.of(":-42\r\n", new Int(-42)),
                Arguments.of(":9223372036854775807\r\n", new Int(Long.MAX_VALUE)),
                Arguments.of(":-9223372036854775808\r\n", new Int(Long.MIN_VALUE)),
                Arguments.of("$0\r\n\r\n", bulk("")),
                Arguments.of("$4\r\n\r\n\u0000\u00ff\r\n", bulk("\r\n\u0000\u00ff")),
                Arguments.of("$-1\r\n", new Nil()),
                Arguments.of("*-1\r\n", new Nil()),
                Arguments.of("_\r\n", new Nil()),
                Arguments.of("*0\r\n", new Array(List.of())),
                Arguments.of("*2\r\n*1\r\n:1\r\n*0\r\n", new Array(List.of(new Array(List.of(new Int(1))), array()))),
                Arguments.of("*2\r\n$-1\r\n*-1\r\n", array(new Nil(), new Nil())),
                Arguments.of("*3\r\n$6\r\nmaster\r\n:7\r\n*0\r\n", array(bulk("master"), new Int(7), array())),
                Arguments.of("%1\r\n+role\r\n+master\r\n", map(new Simple("role"), new Simple("master"))),
                Arguments.of("%0\r\n", map()),
                Arguments.of("~2\r\n:1\r\n:2\r\n", array(new Int(1), new Int(2))),
                Arguments.of(">2\r\n+message\r\n+x\r\n", new Push(List.of(new Simple("message"), new Simple("x")))),
                Arguments.of("#t\r\n", new Int(1)),
                Arguments.of("#f\r\n", new Int(0)),
                Arguments.of(",-1.5e10\r\n", new Simple("-1.5e10")),
                Arguments.of(",inf\r\n", new Simple("inf")),
                Arguments.of("(123456789012345678901234567890\r\n", new Simple("123456789012345678901234567890")),
                Arguments.of("=7\r\ntxt:abc\r\n", bulk("abc")),
                Arguments.of("!8\r\nERR a\r\nb\r\n", new ErrorReply("ERR a\r\nb")),
                Arguments.of("|1\r\n+ttl\r\n:3\r\n+value\r\n", new Simple("value")),
                Arguments.of("*2\r\n|1\r\n+ttl\r\n*1\r\n:3\r\n:1\r\n|0\r\n:2\r\n", array(new Int(1), new Int(2))));
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void readsAReplyWhereverItIsSplit(String text, RespValue expected) {
        // Given
        byte[] twice = bytes(text + text);

        for (int first = 0; first <= twice.length; first++) {
            for (int second = first; second <= twice.length; second++) {
                // When
                RespReader reader = new RespReader(Limits.DEFAULT);
                List<RespValue> values = new ArrayList<>(readAll(reader, ByteBuffer.wrap(twice, 0, first)));
                values.addAll(readAll(reader, ByteBuffer.wrap(twice, first, second - first)));
                values.addAll(readAll(reader, ByteBuffer.wrap(twice, second, twice.length - second)));

                // Then
                assertThat(values).containsExactly(expected, expected);
                assertThat(reader.isMidReply()).isFalse();
            }
        }
    }

    @Test
    void readsAReplyThatComesByteByByte() {
        // Given
        String text = "*2\r\n$5\r\nhello\r\n%1\r\n:1\r\n$-1\r\n";
        RespReader reader = new RespReader(Limits.DEFAULT);

        // When
        List<RespValue> values = new ArrayList<>();
        for (byte one : bytes(text)) {
            values.addAll(readAll(reader, new byte[] {one}));
        }

        // Then
        assertThat(values).containsExactly(array(bulk("hello"), map(new Int(1), new Nil())));
    }

    @Test
    void takesFromTheBufferOnlyWhatBelongsToTheReply() {
        // Given
        ByteBuffer in = ByteBuffer.wrap(bytes("+OK\r\n+next"));

        // When
        new RespReader(Limits.DEFAULT).next(in);

        // Then
        assertThat(in.remaining()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\n",
                "OK\r\n",
                "\u00ff\r\n",
                "HTTP/1.1 400\r\n",
                "+OK\n",
                "+O\rK\r\n",
                "+OK\r\r\n",
                ":\r\n",
                ":+1\r\n",
                ":01\r\n",
                ":-0\r\n",
                ": 1\r\n",
                ":1.5\r\n",
                ":9223372036854775808\r\n",
                "$\r\n",
                "$-2\r\n",
                "$+1\r\n",
                "$01\r\n",
                "$1\r\nab\r\n",
                "$1\r\na\n\r\n",
                "$0\r\nx",
                "*x\r\n",
                "*-2\r\n",
                "%-1\r\n",
                "~-1\r\n",
                ">-1\r\n",
                "|-1\r\n",
                "=-1\r\n",
                "!-1\r\n",
                "$?\r\n",
                "*?\r\n",
                "#x\r\n",
                "#\r\n",
                "_x\r\n",
                ",x\r\n",
                ",1d\r\n",
                ",0x1\r\n",
                "(1.5\r\n",
                "=3\r\ntxt\r\n",
                "=4\r\ntxt.\r\n",
                "*1\r\n>1\r\n+x\r\n",
                ";4\r\n"
            })
    void refusesWhatIsNoReply(String text) {
        // Given
        RespReader reader = new RespReader(Limits.DEFAULT);

        // When // Then
        assertThatExceptionOfType(RespProtocolException.class)
                .isThrownBy(() -> readAll(reader, bytes(text)))
                .withMessageStartingWith("malformed reply: ");
    }

    static Stream<Arguments> tooLarge() {
        return Stream.of(
                Arguments.of("$101\r\n", "bulk too long: 101, the limit is 100"),
                Arguments.of("+" + "x".repeat(20), "line too long: 21, the limit is 20"),
                Arguments.of("*11\r\n", "too many elements: 11, the limit is 10"),
                Arguments.of("%6\r\n", "too many elements: 6, the limit is 10"),
                Arguments.of("%4611686018427387905\r\n", "too many elements: 4611686018427387905, the limit is 10"),
                Arguments.of("*5\r\n:1\r\n:1\r\n:1\r\n:1\r\n*7\r\n", "too many elements: 7, the limit is 10"),
                Arguments.of("*1\r\n*1\r\n*1\r\n*1\r\n", "nested too deep: 4, the limit is 3"),
                Arguments.of(
                        "*3\r\n$90\r\n" + ("x".repeat(90) + "\r\n$90\r\n").repeat(2) + "x".repeat(90),
                        "reply too long: 201, the limit is 200"),
                Arguments.of("|0\r\n".repeat(51), "reply too long: 201, the limit is 200"));
    }

    @ParameterizedTest
    @MethodSource("tooLarge")
    void namesTheLimitAReplyExceeds(String text, String message) {
        // Given
        RespReader reader = new RespReader(SMALL);

        // When // Then
        assertThatExceptionOfType(RespProtocolException.class)
                .isThrownBy(() -> {
                    for (byte one : bytes(text)) {
                        readAll(reader, new byte[] {one});
                    }
                })
                .withMessage(message);
    }

    @Test
    void limitsAreForOneReplyNotForAllOfThem() {
        // Given
        String text = ("*3\r\n:1\r\n:2\r\n$3\r\nabc\r\n").repeat(1_000);

        // When
        List<RespValue> values = readAll(new RespReader(SMALL), bytes(text));

        // Then
        assertThat(values).hasSize(1_000);
    }

    @Test
    void isOfNoMoreUseOnceAReplyWasWrong() {
        // Given
        RespReader reader = new RespReader(Limits.DEFAULT);
        assertThatExceptionOfType(RespProtocolException.class).isThrownBy(() -> readAll(reader, bytes("x\r\n")));

        // When // Then
        assertThatExceptionOfType(RespProtocolException.class).isThrownBy(() -> readAll(reader, bytes("+OK\r\n")));
    }

    private static Bulk bulk(String text) {
        return new Bulk(bytes(text));
    }

    private static Array array(RespValue... items) {
        return new Array(List.of(items));
    }

    private static RespMap map(RespValue... items) {
        return new RespMap(List.of(items));
    }
}
