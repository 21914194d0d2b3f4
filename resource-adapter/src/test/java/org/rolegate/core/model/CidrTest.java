package org.rolegate.core.model;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CidrTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.0.0.0, 10.255.255.255, 9.255.255.255, 11.0.0.0",
        "10.1.128.0/17, 10.1.128.0, 10.1.255.255, 10.1.127.255, 10.2.0.0",
        "10.1.2.4/30, 10.1.2.4, 10.1.2.7, 10.1.2.3, 10.1.2.8",
        "10.1.2.3/32, 10.1.2.3, 10.1.2.3, 10.1.2.2, 10.1.2.4",
        "10.1.2.3, 10.1.2.3, 10.1.2.3, 10.1.2.2, 10.1.2.4",
        "128.0.0.0/1, 128.0.0.0, 255.255.255.255, 127.255.255.255, 0.0.0.0",
        "fd00::/8, fd00::, fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, fcff::, fe00::",
        "2001:db8:8000::/33, 2001:db8:8000::, 2001:db8:ffff::1, 2001:db8:7fff::1, 2001:db9::",
        "2001:db8::/127, 2001:db8::, 2001:db8::1, 2001:db7::, 2001:db8::2",
        "::1/128, ::1, ::1, ::, ::2",
        "::1, ::1, ::1, ::, ::2",
    })
    void aBlockHoldsItsFirstAndItsLastAddressAndNoneBesideThem(
            String block, String first, String last, String before, String after) throws UnknownHostException {
        // When
        Cidr cidr = Cidr.parse(block);

        // Then
        assertThat(cidr).hasToString(block);
        assertThat(cidr.contains(bytes(first))).as(first).isTrue();
        assertThat(cidr.contains(bytes(last))).as(last).isTrue();
        assertThat(cidr.contains(bytes(before))).as(before).isFalse();
        assertThat(cidr.contains(bytes(after))).as(after).isFalse();
    }

    @Test
    void aPrefixOfZeroHoldsEveryAddressOfItsFamilyAndNoneOfTheOther() throws UnknownHostException {
        // Given
        Cidr four = Cidr.parse("0.0.0.0/0");
        Cidr six = Cidr.parse("::/0");

        // When // Then
        assertThat(four.contains(bytes("255.1.2.3"))).isTrue();
        assertThat(four.contains(bytes("::1"))).isFalse();
        assertThat(six.contains(bytes("ffff::1"))).isTrue();
        assertThat(six.contains(bytes("127.0.0.1"))).isFalse();
    }

    @Test
    void aBlockIsEqualToAnotherOfTheSameText() {
        assertThat(Cidr.parse("10.0.0.0/8"))
                .isEqualTo(Cidr.parse("10.0.0.0/8"))
                .hasSameHashCodeAs(Cidr.parse("10.0.0.0/8"))
                .isNotEqualTo(Cidr.parse("10.0.0.0/9"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\"|'' is no IP address",
                "/|'' is no IP address",
                "/8|'' is no IP address",
                "localhost|'localhost' is no IP address",
                "localhost/8|'localhost' is no IP address",
                "10.0.0/8|'10.0.0' is no IP address",
                "10.0.0.0.0/8|'10.0.0.0.0' is no IP address",
                "10.0.0.256|'10.0.0.256' is no IP address",
                "010.0.0.1|'010.0.0.1' is no IP address",
                "[::1]|'[::1]' is no IP address",
                "fe80::1%eth0|'fe80::1%eth0' is no IP address",
                "1::2::3|'1::2::3' is no IP address",
                "1.2.3.4::|'1.2.3.4::' is no IP address",
                "1.2.3.4::1|'1.2.3.4::1' is no IP address",
                "10.0.0.0/|the prefix '' is no number from 0 to 32",
                "10.0.0.0/33|the prefix '33' is no number from 0 to 32",
                "10.0.0.0/-1|the prefix '-1' is no number from 0 to 32",
                "10.0.0.0/+8|the prefix '+8' is no number from 0 to 32",
                "10.0.0.0/8/8|the prefix '8/8' is no number from 0 to 32",
                "10.0.0.0/255.0.0.0|the prefix '255.0.0.0' is no number from 0 to 32",
                "10.0.0.0/99999999999|the prefix '99999999999' is no number from 0 to 32",
                "::/129|the prefix '129' is no number from 0 to 128",
                "10.0.0.1/8|'10.0.0.1/8' has bits set beyond its prefix of 8",
                "10.1.2.5/30|'10.1.2.5/30' has bits set beyond its prefix of 30",
                "0.0.0.1/0|'0.0.0.1/0' has bits set beyond its prefix of 0",
                "fd00::1/64|'fd00::1/64' has bits set beyond its prefix of 64",
                "::ffff:10.0.0.1|'::ffff:10.0.0.1' is IPv4 in IPv6, which no client's address is: write 10.0.0.1",
                "::ffff:a00:0/104|'::ffff:a00:0/104' is IPv4 in IPv6, which no client's address is: write 10.0.0.0/8",
            })
    void saysWhatIsWrongWithABlock(String text, String message) {
        assertThatIllegalArgumentException().isThrownBy(() -> Cidr.parse(text)).withMessage(message);
    }

    /** Letters beyond f would make a name of it: that none is looked up shows in the time that this takes. */
    @RepeatedTest(20)
    void whateverIsWrittenIsABlockOrAnIllegalArgument(RepetitionInfo repetition) {
        // Given
        long seed = repetition.getCurrentRepetition();
        Random random = new Random(seed);

        for (int round = 0; round < 2000; round++) {
            String text = garbage(random);
            try {
                // When
                Cidr block = Cidr.parse(text);

                // Then
                assertThat(Cidr.parse(block.toString())).as("seed %d", seed).isEqualTo(block);
                assertThat(text).as("seed %d", seed).matches("[0-9a-fA-F:.]+(/[0-9]{1,3})?");
            } catch (IllegalArgumentException wrong) {
                assertThat(wrong).as("seed %d, %s", seed, text).hasMessageContaining("'");
            }
        }
    }

    @RepeatedTest(20)
    void aBlockHoldsAnAddressIfAndOnlyIfTheirFirstBitsAreTheSame(RepetitionInfo repetition)
            throws UnknownHostException {
        // Given
        long seed = repetition.getCurrentRepetition();
        Random random = new Random(seed);

        for (int round = 0; round < 500; round++) {
            byte[] network = new byte[random.nextBoolean() ? 4 : 16];
            random.nextBytes(network);
            int prefix = random.nextInt(network.length * 8 + 1);
            clearBeyond(network, prefix);
            byte[] address = network.clone();
            int flipped = random.nextInt(address.length * 8);
            address[flipped / 8] ^= (byte) (0x80 >>> flipped % 8);

            // When
            Cidr block = Cidr.parse(InetAddress.getByAddress(network).getHostAddress() + "/" + prefix);

            // Then
            assertThat(block.contains(network)).as("seed %d, %s", seed, block).isTrue();
            assertThat(block.contains(address))
                    .as("seed %d, %s, bit %d", seed, block, flipped)
                    .isEqualTo(flipped >= prefix);
        }
    }

    private static void clearBeyond(byte[] network, int prefix) {
        for (int bit = prefix; bit < network.length * 8; bit++) {
            network[bit / 8] &= (byte) ~(0x80 >>> bit % 8);
        }
    }

    private static String garbage(Random random) {
        String[] pieces = {
            "10", "0", "255", "256", "fd00", "1", ".", ".", ":", ":", "::", "/", "8", "32", "g", "x", " ", "%"
        };
        StringBuilder text = new StringBuilder();
        for (int left = 1 + random.nextInt(12); left > 0; left--) {
            text.append(
                    random.nextInt(20) == 0
                            ? String.valueOf((char) random.nextInt(0x10000))
                            : pieces[random.nextInt(pieces.length)]);
        }
        return text.toString();
    }

    private static byte[] bytes(String address) throws UnknownHostException {
        return InetAddress.getByName(address).getAddress();
    }
}
