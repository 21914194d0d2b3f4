package org.rolegate.resp;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.rolegate.resp.RespValue.Array;
import org.rolegate.resp.RespValue.Bulk;
import org.rolegate.resp.RespValue.ErrorReply;
import org.rolegate.resp.RespValue.Int;
import org.rolegate.resp.RespValue.Nil;
import org.rolegate.resp.RespValue.RespMap;
import org.rolegate.resp.RespValue.Simple;

import static org.assertj.core.api.Assertions.assertThat;

class RespValueTest {

    @Test
    void aMapAndAFlatArrayHaveTheSameFields() {
        // Given
        List<RespValue> items = List.of(
                new Bulk(RespBytes.bytes("ip")), new Bulk(RespBytes.bytes("10.0.0.1")),
                new Simple("port"), new Int(6379),
                new Simple("nothing"), new Nil(),
                new Simple("port"), new Int(1));

        // When // Then
        assertThat(new Array(items).fields())
                .containsEntry("ip", "10.0.0.1")
                .containsEntry("port", "6379")
                .hasSize(2);
        assertThat(new RespMap(items).fields()).isEqualTo(new Array(items).fields());
    }

    @Test
    void anErrorTellsItsCodeAndIsNoText() {
        // When
        ErrorReply error = new ErrorReply("LOADING Redis is loading the dataset in memory");

        // Then
        assertThat(error.code()).isEqualTo("LOADING");
        assertThat(new ErrorReply("ERR").code()).isEqualTo("ERR");
        assertThat(error.error()).contains(error);
        assertThat(error.text()).isEmpty();
    }

    @Test
    void aBulkKeepsItsBytesToItself() {
        // Given
        byte[] bytes = {1, 2};
        Bulk bulk = new Bulk(bytes);

        // When
        bytes[0] = 9;
        bulk.bytes()[1] = 9;

        // Then
        assertThat(bulk).isEqualTo(new Bulk(new byte[] {1, 2})).hasSameHashCodeAs(new Bulk(new byte[] {1, 2}));
    }

    @Test
    void aBulkPrintsItsBeginningOnOneLine() {
        // Given
        Bulk bulk = new Bulk(RespBytes.bytes("a\r\n" + "x".repeat(100)));

        // When // Then
        assertThat(bulk).hasToString("Bulk[103 bytes: a??" + "x".repeat(61) + "...]");
    }
}
