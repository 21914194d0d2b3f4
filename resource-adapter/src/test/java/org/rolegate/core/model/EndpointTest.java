package org.rolegate.core.model;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class EndpointTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:6379, 127.0.0.1:6379",
        "Redis-1.Example:1, redis-1.example:1",
        "redis_1:65535, redis_1:65535",
        "redis.example.:6379, redis.example.:6379",
        "[::1]:6379, [::1]:6379",
        "[0:0:0:0:0:0:0:1]:6379, [::1]:6379",
        "[2001:DB8:0:0:1:0:0:1]:6379, [2001:db8::1:0:0:1]:6379",
        "[::]:6379, [::]:6379",
        "[1::]:6379, [1::]:6379",
        "[::ffff:1.2.3.4]:6379, [::ffff:102:304]:6379",
        "[1:2:3:4:5:6:7:8]:6379, [1:2:3:4:5:6:7:8]:6379",
    })
    void readsAnAddressAndWritesItInItsCanonicalForm(String text, String canonical) {
        // When
        Endpoint endpoint = Endpoint.parse(text);

        // Then
        assertThat(endpoint).hasToString(canonical).isEqualTo(Endpoint.parse(canonical));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|the address is empty",
                "host|the port is missing",
                "host:|the port is missing",
                ":6379|the host is missing",
                "host:0|the port is not between 1 and 65535",
                "host:65536|the port is not between 1 and 65535",
                "host:99999999999|the port is not between 1 and 65535",
                "host:06379|the port is not between 1 and 65535",
                "host:+1|the port is not a number",
                "host:-1|the port is not a number",
                "host:redis|the port is not a number",
                "ho st:1|the address holds a space or a control character",
                "redis://host:1|the address has a scheme, it must be host:port only",
                "::1:6379|there is more than one colon; an IPv6 address must be in brackets, as in [::1]:6379",
                "[::1]|the port is missing",
                "[::1]6379|the port is missing",
                "[::1:6379|the closing ] is missing",
                "[host]:6379|brackets are for IPv6 addresses only",
                "[1::2::3]:6379|the host is not a valid IPv6 address",
                "[1:2:3:4:5:6:7]:6379|the host is not a valid IPv6 address",
                "[1:2:3:4:5:6:7:8:9]:6379|the host is not a valid IPv6 address",
                "[1:2:3:4:5:6:7:1.2.3.4]:6379|the host is not a valid IPv6 address",
                "[::12345]:6379|the host is not a valid IPv6 address",
                "[fe80::1%eth0]:6379|the host is not a valid IPv6 address",
                "256.0.0.1:6379|the host is not a valid IPv4 address",
                "1.2.3:6379|the host is not a valid IPv4 address",
                "01.2.3.4:6379|the host is not a valid IPv4 address",
                "*:6379|the host is neither an IP address nor a name of letters, digits, '.', '-' and '_'",
                "-host:6379|the host is neither an IP address nor a name of letters, digits, '.', '-' and '_'",
                "a..b:6379|the host is neither an IP address nor a name of letters, digits, '.', '-' and '_'",
            })
    void saysWhatIsWrongWithAnAddress(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Endpoint.parse(text))
                .withMessage(message);
    }

    @Test
    void takesPortZeroOnlyForListening() {
        // When
        Endpoint endpoint = Endpoint.parseBindable("0.0.0.0:0");

        // Then
        assertThat(endpoint.port()).isZero();
        assertThat(endpoint.isWildcard()).isTrue();
    }

    @Test
    void refusesAHostLongerThanNamesCanBe() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Endpoint("a".repeat(254), 1))
                .withMessage("the host is longer than 253 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a:1", "a b", "a/b", "a=b"})
    void refusesAServerIdThatCouldNotBePartOfAnObjectName(String id) {
        // Given
        Endpoint endpoint = Endpoint.parse("127.0.0.1:6379");

        // When // Then
        assertThatIllegalArgumentException().isThrownBy(() -> new Server(id, endpoint));
    }
}
