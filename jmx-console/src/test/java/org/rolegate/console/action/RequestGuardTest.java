package org.rolegate.console.action;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class RequestGuardTest {

    private static final String OWN = RequestGuard.origin("http", "Proxy.example:8080");

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {"http://proxy.example:8080,same-origin", "http://PROXY.example:8080,null"})
    void letsItsOwnPagesPass(String origin, String site) {
        assertThat(RequestGuard.checkOrigin(OWN, origin, site)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "http://evil.example,null",
                "http://evil.example,same-origin",
                "https://proxy.example:8080,null",
                "http://proxy.example,null",
                "http://proxy.example:8080.evil.example,null",
                "http://proxy.example:8080,cross-site",
                "http://proxy.example:8080,same-site",
                "http://proxy.example:8080,none",
                "'null',null",
                "null,same-origin",
                "null,null"
            })
    void refusesAnyOther(String origin, String site) {
        assertThat(RequestGuard.checkOrigin(OWN, origin, site)).isPresent();
    }

    @Test
    void takesOnlyTheSessionsOwnToken() {
        String token = RequestGuard.newToken();

        assertThat(RequestGuard.checkToken(token, token)).isEmpty();
        assertThat(RequestGuard.checkToken(token, RequestGuard.newToken())).isPresent();
        assertThat(RequestGuard.checkToken(token, "")).isPresent();
        assertThat(RequestGuard.checkToken(token, null)).isPresent();
        assertThat(RequestGuard.checkToken(null, token)).isPresent();
        assertThat(RequestGuard.checkToken(null, null)).isPresent();
    }
}
