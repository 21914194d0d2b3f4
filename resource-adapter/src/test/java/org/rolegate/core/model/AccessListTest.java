package org.rolegate.core.model;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class AccessListTest {

    @ParameterizedTest
    @CsvSource({
        "'', '', 10.0.0.1, true",
        "'', '', ::1, true",
        "10.0.0.0/8, '', 10.0.0.1, true",
        "10.0.0.0/8, '', 11.0.0.1, false",
        "10.0.0.0/8, '', ::1, false",
        "10.0.0.0/8 ::1, '', ::1, true",
        "10.0.0.0/8 192.168.0.0/16, '', 192.168.1.1, true",
        "'', 10.1.0.0/16, 10.1.2.3, false",
        "'', 10.1.0.0/16, 10.2.2.3, true",
        "'', 10.1.0.0/16, ::1, true",
        "10.0.0.0/8, 10.1.0.0/16, 10.1.2.3, false",
        "10.0.0.0/8, 10.1.0.0/16, 10.2.2.3, true",
        "10.1.2.3, 10.1.0.0/16, 10.1.2.3, false",
        "10.0.0.0/8, 10.1.0.0/16, 11.0.0.1, false",
        "0.0.0.0/0 ::/0, '', 1.2.3.4, true",
        "'', 0.0.0.0/0, 1.2.3.4, false",
        "'', 0.0.0.0/0, ::1, true",
    })
    void onlyWhoIsAllowedIfAnybodyIsAndNobodyWhoIsDenied(String allow, String deny, String address, boolean permitted)
            throws UnknownHostException {
        // Given
        AccessList list = new AccessList(blocks(allow), blocks(deny));

        // When // Then
        assertThat(list.permits(InetAddress.getByName(address).getAddress())).isEqualTo(permitted);
    }

    @Test
    void itDoesNotChangeWithTheListsThatItWasMadeOf() {
        // Given
        List<Cidr> deny = new ArrayList<>();
        AccessList list = new AccessList(List.of(), deny);

        // When
        deny.add(Cidr.parse("10.0.0.0/8"));

        // Then
        assertThat(list).isEqualTo(AccessList.ANY_CLIENT);
        assertThat(list.permits(new byte[] {10, 0, 0, 1})).isTrue();
    }

    private static List<Cidr> blocks(String text) {
        return Stream.of(text.split(" "))
                .filter(block -> !block.isEmpty())
                .map(Cidr::parse)
                .toList();
    }
}
