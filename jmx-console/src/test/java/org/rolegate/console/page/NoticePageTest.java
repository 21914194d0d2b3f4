package org.rolegate.console.page;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NoticePageTest {

    @Test
    void saysThatTheAdapterIsNotThereAndLooksAgain() {
        assertThat(NoticePage.notRunning())
                .contains("Rolegate is not running in this server")
                .contains("http-equiv=\"refresh\"");
    }

    @Test
    void tellsAStatusWithoutReloading() {
        assertThat(NoticePage.status(403, "/rolegate/"))
                .contains("role operator", "href=\"/rolegate/console.css\"")
                .doesNotContain("http-equiv");
        assertThat(NoticePage.status(599, "/rolegate/")).contains("599");
    }
}
