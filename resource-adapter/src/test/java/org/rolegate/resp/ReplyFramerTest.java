package org.rolegate.resp;

import java.nio.ByteBuffer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rolegate.resp.RespBytes.bytes;

class ReplyFramerTest {

    private static final String CORPUS =
            "+OK\r\n-ERR no\r\n:-12\r\n$5\r\na\r\nbc\r\n$-1\r\n*-1\r\n*0\r\n_\r\n#t\r\n,1.5\r\n"
                    + "(12345\r\n!9\r\nNOAUTH no\r\n=5\r\ntxt:a\r\n~1\r\n:1\r\n%1\r\n+a\r\n*2\r\n$-1\r\n%0\r\n>2\r\n+invalidate\r\n_\r\n"
                    + "|1\r\n+k\r\n*1\r\n:1\r\n*1\r\n|0\r\n-ERR inside\r\n|0\r\n>0\r\n";

    private final Found found = new Found();
    private final ReplyFramer splitter = new ReplyFramer(found);

    @Test
    void countsRepliesOfEveryType() {
        // When
        feed(CORPUS);

        // Then
        assertThat(found.events)
                .containsExactly(
                        "reply",
                        "error ERR",
                        "reply",
                        "reply",
                        "reply",
                        "reply",
                        "reply",
                        "reply",
                        "reply",
                        "reply",
                        "reply",
                        "error NOAUTH",
                        "reply",
                        "reply",
                        "reply",
                        "push invalidate",
                        "reply",
                        "push ");
        assertThat(splitter.replies()).isEqualTo(16);
        assertThat(splitter.atBoundary()).isTrue();
        assertThat(found.events)
                .isEqualTo(FramingReference.ofReplies(bytes(CORPUS)).events());
    }

    @Test
    void findsTheSameWhereverTheStreamIsCutTwice() {
        feed(CORPUS);
        for (int first = 0; first <= CORPUS.length(); first++) {
            for (int second = first; second <= CORPUS.length(); second++) {
                // Given
                Found pieces = new Found();
                ReplyFramer cut = new ReplyFramer(pieces);

                // When
                cut.feed(ByteBuffer.wrap(bytes(CORPUS.substring(0, first))));
                cut.feed(ByteBuffer.wrap(bytes(CORPUS.substring(first, second))));
                cut.feed(ByteBuffer.wrap(bytes(CORPUS.substring(second))));

                // Then
                assertThat(pieces.events).isEqualTo(found.events);
                assertThat(cut.atBoundary()).isTrue();
            }
        }
    }

    @Test
    void isAtABoundaryOnlyWhereTheReferenceIs() {
        for (int i = 0; i < CORPUS.length(); i++) {
            // When
            feed(CORPUS.substring(i, i + 1));

            // Then
            FramingReference sofar = FramingReference.ofReplies(bytes(CORPUS.substring(0, i + 1)));
            assertThat(splitter.atBoundary()).isEqualTo(sofar.ends().contains(i + 1));
        }
    }

    @Test
    void awaitsWhatAnAttributeIsAbout() {
        // When
        feed("|1\r\n+ttl\r\n:10\r\n");

        // Then
        assertThat(found.events).isEmpty();
        assertThat(splitter.atBoundary()).isFalse();

        // When
        feed("-ERR no\r\n");

        // Then
        assertThat(found.events).containsExactly("error ERR");
        assertThat(splitter.atBoundary()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'-READONLY You cannot', READONLY",
        "'-ERR', ERR",
        "'-', ''",
        "'- x', ''",
        "'-ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOP x', ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEF",
        "'!5\r\nA\r\nB ', 'A\r\nB'",
    })
    void givesTheFirstWordOfAnError(String reply, String code) {
        // When
        feed(reply + "\r\n");

        // Then
        assertThat(found.events).containsExactly("error " + code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$?\r\n",
                "*?\r\n",
                ";4\r\n",
                ".\r\n",
                "hello\r\n",
                "\r\n",
                "+OK\n",
                "+O\nK\r\n",
                "+OK\rx",
                "$-2\r\n",
                "$-0\r\n",
                "$-10\r\n",
                "$--1\r\n",
                "$+1\r\n",
                "$01\r\n",
                "$\r\n",
                "$1\r\nab",
                "$1\n",
                "$2147483648",
                "*2147483648",
                "~-1\r\n",
                "%-1\r\n",
                "|-1\r\n",
                ">-1\r\n",
                "!-1\r\n",
                "=-1\r\n",
                "*1\r\n>0\r\n",
                "|1\r\n+a\r\n>0\r\n",
            })
    void isOddForGoodOnceAnythingIsUnknown(String odd) {
        // When
        feed("+OK\r\n" + odd);

        // Then
        assertThat(splitter.odd()).isTrue();
        assertThat(splitter.atBoundary()).isFalse();

        // When
        feed("+OK\r\n");

        // Then
        assertThat(splitter.odd()).isTrue();
        assertThat(splitter.replies()).isEqualTo(1);
    }

    @Test
    void takesOneReplyOrPushAndLeavesTheRest() {
        // Given
        feed("+O");
        ByteBuffer in = ByteBuffer.wrap(bytes("K\r\n*2\r\n:1\r\n:2\r\n>1\r\n+a\r\n|1\r\n+a\r\n+b\r\n:3\r\n-ERR"));

        // Then
        for (int left : new int[] {40, 28, 20, 4, 0}) {
            splitter.feedOne(in);
            assertThat(in.remaining()).isEqualTo(left);
        }
        assertThat(splitter.replies()).isEqualTo(3);
        assertThat(splitter.atBoundary()).isFalse();
    }

    @Test
    void followsNestingOfAnyDepth() {
        // Given
        int depth = 100_000;

        // When
        feed("*1\r\n".repeat(depth));

        // Then
        assertThat(splitter.atBoundary()).isFalse();

        // When
        feed(":1\r\n");

        // Then
        assertThat(splitter.replies()).isEqualTo(1);
    }

    @Test
    void takesABombOfCountsForOdd() {
        // When
        for (int i = 0; i < 1_000 && !splitter.odd(); i++) {
            feed("%2147483647\r\n");
        }

        // Then
        assertThat(splitter.odd()).isTrue();
    }

    @Test
    void readsDirectBuffersAndOnlyBetweenPositionAndLimit() {
        // Given
        ByteBuffer direct = ByteBuffer.allocateDirect(200);
        direct.put(bytes("junk-NOAUTH no\r\njunk"));
        direct.position(4).limit(16);

        // When
        splitter.feed(direct);

        // Then
        assertThat(direct.position()).isEqualTo(16);
        assertThat(found.events).containsExactly("error NOAUTH");
    }

    private void feed(String text) {
        splitter.feed(ByteBuffer.wrap(bytes(text)));
    }
}
