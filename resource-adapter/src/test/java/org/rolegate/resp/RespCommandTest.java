package org.rolegate.resp;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RespCommandTest {

    @Test
    void writesAnArrayOfBulkStrings() {
        // When
        byte[] bytes = RespCommand.encode("CLIENT", "SETNAME", "caf\u00e9");

        // Then
        assertThat(bytes)
                .isEqualTo(RespBytes.bytes("*3\r\n$6\r\nCLIENT\r\n$7\r\nSETNAME\r\n$5\r\ncaf\u00c3\u00a9\r\n"));
    }

    @Test
    void anyByteMayBeInAPassword() {
        // Given
        byte[] password = new byte[256];
        for (int i = 0; i < password.length; i++) {
            password[i] = (byte) i;
        }

        // When
        byte[] bytes = RespCommand.encode(RespBytes.bytes("AUTH"), password, RespBytes.bytes("\r\nFLUSHALL\r\n"));

        // Then
        assertThat(RespBytes.readAll(new RespReader(Limits.DEFAULT), bytes))
                .containsExactly(new RespValue.Array(List.of(
                        new RespValue.Bulk(RespBytes.bytes("AUTH")),
                        new RespValue.Bulk(password),
                        new RespValue.Bulk(RespBytes.bytes("\r\nFLUSHALL\r\n")))));
    }

    @Test
    void refusesACommandWithoutAWord() {
        assertThatIllegalArgumentException().isThrownBy(() -> RespCommand.encode(new String[0]));
    }
}
