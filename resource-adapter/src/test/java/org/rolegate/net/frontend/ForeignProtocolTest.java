package org.rolegate.net.frontend;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ForeignProtocolTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: redis:6379\r\n\r\n",
                "GET /health HTTP/1.0\n",
                "HEAD / HTTP/1.1\r\n",
                "POST /?x=1 HTTP/1.1\r\nContent-Length: 40\r\n\r\nFLUSHALL\r\n",
                "PUT /a HTTP/1.1\r\n",
                "DELETE /a HTTP/1.1\r\n",
                "OPTIONS * HTTP/1.1\r\n",
                "CONNECT redis:6379 HTTP/1.1\r\n",
                "TRACE / HTTP/1.1\r\n",
                "PATCH /a HTTP/1.1\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "GET / HTTP/1.1",
            })
    void aRequestLineIsHttp(String reported) {
        assertThat(of(reported)).contains(ForeignProtocol.HTTP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*1\r\n$4\r\nPING\r\n",
                "*2\r\n$3\r\nGET\r\n$11\r\n/ HTTP/1.1 \r\n",
                "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$16\r\nGET / HTTP/1.1\r\n\r\n",
                "PING\r\n",
                "GET foo\r\n",
                "get foo\r\n",
                "GET foo\r\nGET / HTTP/1.1\r\n",
                "GET http://a\r\n",
                "GETSET / HTTP/1.1\r\n",
                "SET page HTTP/1.1\r\n",
                "PUBLISH news HTTP/2\r\n",
                "AUTH HTTP/1.1\r\n",
                "OPTIONS\r\n",
                "G",
                "GET ",
                "\r\n",
                "\r\n\r\nPING\r\n",
                "PROXY\r\n",
                "SSH\r\n",
                "\tPING\r\n",
                "\r\nGET / HTTP/1.1\r\n",
                " GET / HTTP/1.1\r\n",
                "$",
                "",
            })
    void whatRedisUnderstandsIsNot(String reported) {
        assertThat(of(reported)).isEmpty();
    }

    @Test
    void theHelloOfATlsClientIsTls() throws Exception {
        // Given
        SSLEngine engine = SSLContext.getDefault().createSSLEngine();
        engine.setUseClientMode(true);
        ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());

        // When
        engine.wrap(ByteBuffer.allocate(0), hello);

        // Then
        hello.flip();
        assertThat(hello.remaining()).isGreaterThan(50);
        assertThat(ForeignProtocol.of(Unpooled.wrappedBuffer(hello))).contains(ForeignProtocol.TLS);
    }

    @Test
    void aHandshakeOfAnyVersionIsTlsAndOtherRecordsAreNot() {
        for (byte minor = 0; minor <= 4; minor++) {
            assertThat(of(new byte[] {22, 3, minor})).contains(ForeignProtocol.TLS);
        }
        assertThat(of(new byte[] {22, 3})).contains(ForeignProtocol.TLS);
        assertThat(of(new byte[] {22})).contains(ForeignProtocol.BINARY);
        assertThat(of(new byte[] {22, 2, 1})).contains(ForeignProtocol.BINARY);
        assertThat(of(new byte[] {23, 3, 1})).contains(ForeignProtocol.BINARY);
    }

    @ParameterizedTest
    @CsvSource({
        "SSH, SSH-2.0-OpenSSH_9.2\\r\\n",
        "PROXY, PROXY TCP4 10.0.0.1 10.0.0.2 5000 6379\\r\\n",
        "PROXY, PROXY UNKNOWN\\r\\n",
        "PROXY, \\r\\n\\r\\n\\0\\r\\nQUIT\\n",
        "BINARY, \\0\\0\\0\\b\\4",
        "BINARY, \\177ELF",
        "BINARY, \\377\\373",
    })
    void othersAreKnownByTheirFirstBytes(ForeignProtocol expected, String reported) {
        assertThat(of(reported.translateEscapes())).contains(expected);
    }

    @Test
    void aLineThatDoesNotEndIsLookedAtNoFurtherThanItsBeginning() {
        // Given
        String path = "/".repeat(3000);

        // When // Then
        assertThat(of("GET " + path + " HTTP/1.1\r\n")).isEmpty();
        assertThat(of("GET " + path.substring(0, 2000) + " HTTP/1.1\r\n")).contains(ForeignProtocol.HTTP);
    }

    @RepeatedTest(10)
    void whateverIsSaidNothingIsReadAndNoCommandIsTakenForAnotherProtocol(RepetitionInfo repetition) {
        // Given
        long seed = repetition.getCurrentRepetition();
        Random random = new Random(seed);

        for (int round = 0; round < 3000; round++) {
            byte[] reported = new byte[random.nextInt(100)];
            random.nextBytes(reported);
            boolean resp = reported.length > 0 && random.nextBoolean();
            if (resp) {
                reported[0] = '*';
            } else if (reported.length > 4 && random.nextBoolean()) {
                System.arraycopy("GET ".getBytes(StandardCharsets.US_ASCII), 0, reported, 0, 4);
            }
            ByteBuf before = Unpooled.buffer().writeZero(3).writeBytes(reported).skipBytes(3);

            // When
            Optional<ForeignProtocol> found = ForeignProtocol.of(before);

            // Then
            assertThat(before.readableBytes()).as("seed %d", seed).isEqualTo(reported.length);
            if (resp) {
                assertThat(found)
                        .as("seed %d: %s", seed, Arrays.toString(reported))
                        .isEmpty();
            }
        }
    }

    private static Optional<ForeignProtocol> of(String reported) {
        return of(reported.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Optional<ForeignProtocol> of(byte[] reported) {
        return ForeignProtocol.of(Unpooled.wrappedBuffer(reported));
    }
}
