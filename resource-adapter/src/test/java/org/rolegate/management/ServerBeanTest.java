package org.rolegate.management;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import org.rolegate.core.config.CheckSettings;
import org.rolegate.core.model.Role;
import org.rolegate.core.record.Film;
import org.rolegate.core.stats.Traffic;

import static org.assertj.core.api.Assertions.assertThat;

class ServerBeanTest {

    private final Film film = Film.atWork();

    @Test
    void tellsTheLagInTimeAndInBytes() {
        film.lags(2, 1_250, 77).play();

        assertThat(bean(2).getLagMillis()).isEqualTo(1_250);
        assertThat(bean(2).getLagBytes()).isEqualTo(77);
    }

    @Test
    void tellsThatTheLagIsUnknown() {
        assertThat(bean(2).getLagMillis()).isEqualTo(-1);
        assertThat(bean(2).getLagBytes()).isEqualTo(-1);
    }

    @Test
    void isAStaleClaimWhileItReportsRoleMasterAndIsNotInUse() {
        assertThat(bean(1).isStaleClaim()).isFalse();
        assertThat(bean(2).isStaleClaim()).isFalse();

        film.says(2, Role.MASTER, "r9", "", 1).play();

        assertThat(bean(1).isStaleClaim()).isFalse();
        assertThat(bean(2).isStaleClaim()).isTrue();
    }

    private ServerBean bean(int server) {
        return new ServerBean(
                "redis-" + server,
                new CheckSettings(Duration.ofSeconds(1), Duration.ofMillis(100), Duration.ofSeconds(1), 2, 3),
                film::shown,
                new Traffic()::row,
                null,
                film.ticker());
    }
}
