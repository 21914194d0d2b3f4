package org.rolegate.resp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rolegate.resp.RespBytes.bytes;

class RequestFramerTest {

    private static final String GET = "*2\r\n$3\r\nGET\r\n$3\r\nkey\r\n";
    private static final String AUTH = "*3\r\n$4\r\nauth\r\n$2\r\nme\r\n$4\r\np\r\n!\r\n";
    private static final String CORPUS = GET + AUTH + "*1\r\n$4\r\nPING\r\n*2\r\n$0\r\n\r\n$0\r\n\r\n" + GET;

    private final FoundCommands found = new FoundCommands(Set.of("AUTH", "SELECT")::contains);
    private final RequestFramer splitter = new RequestFramer(found);

    @Test
    void countsWholeCommandsAndNamesThemInUpperCase() {
        // When
        feed("*1\r\n$4\r\npiNg\r\n" + GET + "*2\r\n$3\r\nGE");

        // Then
        assertThat(found.events).containsExactly("PING", "GET");
        assertThat(splitter.commands()).isEqualTo(2);
        assertThat(splitter.atBoundary()).isFalse();
        assertThat(splitter.odd()).isFalse();
    }

    @Test
    void keepsTheWordsOfWantedCommandsOnly() {
        // When
        feed(GET + AUTH + GET);

        // Then
        assertThat(found.texts()).containsExactly(List.of(), List.of("AUTH", "me", "p\r\n!"), List.of());
    }

    @Test
    void isAtABoundaryBetweenCommandsOnly() {
        for (int i = 0; i < GET.length(); i++) {
            assertThat(splitter.atBoundary()).as("after %d bytes", i).isEqualTo(i == 0);
            feed(GET.substring(i, i + 1));
        }
        assertThat(splitter.atBoundary()).isTrue();
    }

    @Test
    void findsTheSameWhereverTheStreamIsCutTwice() {
        FoundCommands whole = new FoundCommands();
        new RequestFramer(whole).feed(ByteBuffer.wrap(bytes(CORPUS)));
        for (int first = 0; first <= CORPUS.length(); first++) {
            for (int second = first; second <= CORPUS.length(); second++) {
                // Given
                FoundCommands pieces = new FoundCommands();
                RequestFramer cut = new RequestFramer(pieces);

                // When
                cut.feed(ByteBuffer.wrap(bytes(CORPUS.substring(0, first))));
                cut.feed(ByteBuffer.wrap(bytes(CORPUS.substring(first, second))));
                cut.feed(ByteBuffer.wrap(bytes(CORPUS.substring(second))));

                // Then
                assertThat(pieces.texts()).isEqualTo(whole.texts()).hasSize(5);
                assertThat(cut.atBoundary()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PING\r\n",
                "\r\n",
                "*0\r\n",
                "*-1\r\n",
                "*+1\r\n",
                "*01\r\n",
                "* 1\r\n",
                "*\r\n",
                "*1\n",
                "*1\r\r\n",
                "*1048577",
                "*99999999999999999999",
                "*1\r\n+PING\r\n",
                "*1\r\n*1\r\n",
                "*1\r\n$-1\r\n",
                "*1\r\n$04\r\n",
                "*1\r\n$4 \r\n",
                "*1\r\n$4\n",
                "*1\r\n$536870913",
                // So much more than fits into 32 bits that it looks like 4 and like 1.
                "*1\r\n$4294967300\r\nPING\r\n",
                "*4294967297\r\n$4\r\nPING\r\n",
                "*1\r\n$18446744073709551620\r\nPING\r\n",
                "*1\r\n$4\r\nPING\n",
                "*1\r\n$4\r\nPING\rx",
                "*1\r\n$4\r\nPINGG",
                "*2\r\n$4\r\nAUTH\r\n$1\r\nxx",
                // Redis 7.0 answers PONG, or that it knows no such command.
                "*1\r\n$10\r\nPing\00062547\r\n",
                "*2\r\n$1\r\n\0\r\n$1\r\nx\r\n",
                "$4\r\nPING\r\n",
            })
    void isOddForGoodOnceAnythingIsNotCanonical(String odd) {
        // When
        feed(GET + odd);

        // Then
        assertThat(splitter.odd()).isTrue();
        assertThat(splitter.atBoundary()).isFalse();

        // When
        feed(GET);

        // Then
        assertThat(splitter.odd()).isTrue();
        assertThat(splitter.commands()).isEqualTo(1);
    }

    @Test
    void noticesAnOddByteAtOnce() {
        for (String odd : List.of("G", "*0\r\n", "*1x", "*1\r\n:", "*1\r\n$0\r\nx", "*1\r\n$1\r\nabb")) {
            for (int length = 0; length <= odd.length(); length++) {
                // Given
                byte[] start = bytes(odd.substring(0, length));
                RequestFramer fresh = new RequestFramer(new FoundCommands());

                // When
                fresh.feed(ByteBuffer.wrap(start));

                // Then
                assertThat(fresh.odd())
                        .as("%s", odd.substring(0, length))
                        .isEqualTo(FramingReference.ofRequests(start).odd());
            }
        }
    }

    @Test
    void takesTheMostWordsAndTheLongestWordRedisTakes() {
        // When
        feed("*1048576\r\n$3\r\nDEL\r\n$536870912\r\n");

        // Then
        assertThat(splitter.odd()).isFalse();
    }

    @Test
    void finishesTheCommandHalfWayAndLeavesTheRest() {
        // Given
        feed(GET.substring(0, 9));
        ByteBuffer in = ByteBuffer.wrap(bytes(GET.substring(9) + GET));

        // When
        splitter.finishCommand(in);

        // Then
        assertThat(in.remaining()).isEqualTo(GET.length());
        assertThat(splitter.atBoundary()).isTrue();

        // When
        splitter.finishCommand(in);

        // Then
        assertThat(in.remaining()).isEqualTo(GET.length());
        assertThat(splitter.commands()).isEqualTo(1);
    }

    @Test
    void finishesNothingInAnOddStreamSoAllIsTaken() {
        // Given
        feed("*1\r\n");
        ByteBuffer in = ByteBuffer.wrap(bytes("odd" + GET));

        // When
        splitter.finishCommand(in);

        // Then
        assertThat(in.hasRemaining()).isFalse();
        assertThat(splitter.odd()).isTrue();
    }

    @Test
    void takesOneCommandAndLeavesTheRest() {
        // Given
        feed(GET.substring(0, 9));
        ByteBuffer in = ByteBuffer.wrap(bytes(GET.substring(9) + GET + GET.substring(0, 9)));

        // Then
        for (int left : new int[] {GET.length() + 9, 9, 0}) {
            splitter.feedOne(in);
            assertThat(in.remaining()).isEqualTo(left);
        }
        assertThat(splitter.commands()).isEqualTo(2);
        assertThat(splitter.atBoundary()).isFalse();
    }

    @Test
    void cutsALongNameSoThatItIsNoOtherName() {
        // When
        feed("*1\r\n$40\r\n" + "select".repeat(6) + "1234\r\n");

        // Then
        assertThat(found.events).containsExactly("SELECT".repeat(6).substring(0, RequestFramer.LONGEST_NAME));
    }

    @Test
    void takesNamesWithANulForOddOnlyWhereACommandMayEndBeforeIt() {
        // Given
        String longest = "x".repeat(RequestFramer.LONGEST_NAME);

        // When
        feed("*2\r\n$33\r\n" + longest + "\0\r\n$3\r\n\0\0\0\r\n" + GET);

        // Then
        assertThat(splitter.commands()).isEqualTo(2);

        // When
        feed("*1\r\n$32\r\n" + longest.substring(1) + "\0\r\n");

        // Then
        assertThat(splitter.odd()).isTrue();
        assertThat(found.events).hasSize(2);
    }

    @Test
    void saysSoWhenTheWordsAreTooLongToBeKept() {
        // When
        feed("*2\r\n$4\r\nAUTH\r\n$" + (ArgumentCapture.FEW.mostBytes() - 4) + "\r\n"
                + "x".repeat(ArgumentCapture.FEW.mostBytes() - 4) + "\r\n");
        feed("*3\r\n$4\r\nAUTH\r\n$" + (ArgumentCapture.FEW.mostBytes() - 3) + "\r\n"
                + "x".repeat(ArgumentCapture.FEW.mostBytes() - 3) + "\r\n$1\r\nx\r\n");

        // Then
        assertThat(found.tooLong).isEqualTo(1);
        assertThat(splitter.commands()).isEqualTo(2);
        assertThat(found.texts().get(0)).hasSize(2);
    }

    @Test
    void saysSoWhenTheWordsAreTooManyToBeKept() {
        // When
        feed("*" + ArgumentCapture.FEW.mostArguments() + "\r\n$4\r\nAUTH\r\n"
                + "$0\r\n\r\n".repeat(ArgumentCapture.FEW.mostArguments() - 1));
        feed("*" + (ArgumentCapture.FEW.mostArguments() + 1) + "\r\n$4\r\nAUTH\r\n"
                + "$0\r\n\r\n".repeat(ArgumentCapture.FEW.mostArguments()));

        // Then
        assertThat(found.tooLong).isEqualTo(1);
        assertThat(splitter.commands()).isEqualTo(2);
    }

    @Test
    void keepsManyNamesWholeHoweverTheyAreCut() {
        // Given
        Keeper keeper = new Keeper(ArgumentCapture.MANY);
        String names = IntStream.range(0, 1000)
                .mapToObj(i -> "$" + (3 + String.valueOf(i).length()) + "\r\nch-" + i + "\r\n")
                .collect(Collectors.joining());
        byte[] all = ("*1001\r\n$9\r\nSUBSCRIBE\r\n" + names).getBytes(StandardCharsets.US_ASCII);

        // When
        for (int from = 0; from < all.length; from += 777) {
            keeper.splitter.feed(ByteBuffer.wrap(all, from, Math.min(777, all.length - from)));
        }

        // Then
        assertThat(keeper.words).hasSize(1001);
        assertThat(keeper.words.get(1000)).isEqualTo("ch-999".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void keepsTheFirstWordsHoweverManyAndLongTheOthersAre() {
        // Given
        Keeper keeper = new Keeper(ArgumentCapture.FIRST);
        String script = "x".repeat(60_000);
        byte[] all = ("*2000\r\n$4\r\nEVAL\r\n$60000\r\n" + script + "\r\n$4\r\n1997\r\n"
                        + ("$100\r\n" + "y".repeat(100) + "\r\n").repeat(1997))
                .getBytes(StandardCharsets.US_ASCII);

        // When
        for (int from = 0; from < all.length; from += 4_999) {
            keeper.splitter.feed(ByteBuffer.wrap(all, from, Math.min(4_999, all.length - from)));
        }

        // Then
        assertThat(keeper.words).hasSize(3);
        assertThat(keeper.words.get(1)).isEqualTo(script.getBytes(StandardCharsets.US_ASCII));
        assertThat(keeper.words.get(2)).isEqualTo("1997".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void keepsNoRoomForWhatIsOnlyAnnounced() {
        // Given
        Keeper keeper = new Keeper(ArgumentCapture.FIRST);
        RequestFramer announced = keeper.splitter;
        assertThat(announced.capturedBytes()).isZero();

        // When
        announced.feed(buffer("*3\r\n$4\r\nEVAL\r\n$60000\r\n"));

        // Then
        assertThat(announced.capturedBytes()).isBetween(1, 5_000);

        // When
        announced.feed(buffer("x".repeat(10_000)));

        // Then
        assertThat(announced.capturedBytes()).isBetween(10_000, 17_000);

        // When
        announced.discardArguments();
        announced.feed(buffer("x".repeat(50_000) + "\r\n$1\r\n0\r\n"));

        // Then
        assertThat(announced.capturedBytes()).isZero();
        assertThat(announced.commands()).isOne();
        assertThat(keeper.words).isEmpty();
        assertThat(keeper.tooLong).isOne();
    }

    private static ByteBuffer buffer(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Keeps so much of each command. */
    private static final class Keeper implements RequestSink {

        private final ArgumentCapture keep;
        private final RequestFramer splitter = new RequestFramer(this);
        private List<byte[]> words = List.of();
        private int tooLong;

        Keeper(ArgumentCapture keep) {
            this.keep = keep;
        }

        @Override
        public ArgumentCapture named(byte[] name, int length) {
            return keep;
        }

        @Override
        public void command() {
            // Its words are kept.
        }

        @Override
        public void command(List<byte[]> kept) {
            words = kept;
        }

        @Override
        public void commandTooLong() {
            tooLong++;
        }
    }

    @Test
    void readsDirectBuffersAndOnlyBetweenPositionAndLimit() {
        // Given
        ByteBuffer direct = ByteBuffer.allocateDirect(200);
        direct.put(bytes("junk" + AUTH + "junk"));
        direct.position(4).limit(4 + AUTH.length());

        // When
        splitter.feed(direct);

        // Then
        assertThat(direct.position()).isEqualTo(4 + AUTH.length());
        assertThat(found.texts()).containsExactly(List.of("AUTH", "me", "p\r\n!"));
    }

    private void feed(String text) {
        splitter.feed(ByteBuffer.wrap(bytes(text)));
    }
}
