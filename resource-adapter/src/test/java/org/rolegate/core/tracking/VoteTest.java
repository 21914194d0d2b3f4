package org.rolegate.core.tracking;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import org.rolegate.core.model.Endpoint;
import org.rolegate.core.model.Sentinel;
import org.rolegate.core.model.SentinelView;
import org.rolegate.core.model.Server;
import org.rolegate.core.model.ServerView;

import static org.assertj.core.api.Assertions.assertThat;

class VoteTest {

    private static final Endpoint ONE = Scene.at(1);
    private static final Endpoint TWO = Scene.at(2);
    private static final List<ServerView> SERVERS = List.of(server("redis-1", ONE), server("redis-2", TWO));

    @Test
    void isCarriedByMoreThanHalfOfTheKnownSentinelsWhicheverOfThemAreSilent() {
        for (int known = 1; known <= 7; known++) {
            for (int naming = 0; naming <= known; naming++) {
                // Given
                List<SentinelView> sentinels = new ArrayList<>();
                for (int n = 0; n < known; n++) {
                    sentinels.add(n < naming ? naming(ONE, 3) : silent());
                }

                // When
                Vote vote = Vote.of(sentinels, SERVERS);

                // Then
                assertThat(vote.elects("redis-1")).as("%d of %d", naming, known).isEqualTo(naming * 2 > known);
                assertThat(vote.elects("redis-2")).isFalse();
            }
        }
    }

    @Test
    void isNotAskedWithoutSentinels() {
        // When
        Vote vote = Vote.of(List.of(), SERVERS);

        // Then
        assertThat(vote.hasSentinels()).isFalse();
        assertThat(vote.hasMajority()).isFalse();
        assertThat(vote.epoch()).isEqualTo(-1);
    }

    @Test
    void countsASentinelInTiltAsKnownButNotAsAVoter() {
        // Given
        SentinelView tilted = view(true, Optional.of(ONE), 1, true, true);

        // When
        Vote vote = Vote.of(List.of(naming(ONE, 1), tilted, tilted), SERVERS);

        // Then
        assertThat(vote.known()).isEqualTo(3);
        assertThat(vote.voting()).isEqualTo(1);
        assertThat(vote.hasMajority()).isFalse();
        assertThat(vote.description()).isEqualTo("1 of 3 Sentinels name redis-1 at epoch 1, 2 are needed");
    }

    @Test
    void doesNotCountTheNewerEpochOfASentinelInTilt() {
        // Given
        SentinelView tilted = view(true, Optional.of(TWO), 9, true, true);

        // When
        Vote vote = Vote.of(List.of(naming(ONE, 1), naming(ONE, 1), tilted), SERVERS);

        // Then
        assertThat(vote.elects("redis-1")).isTrue();
        assertThat(vote.epoch()).isEqualTo(1);
    }

    @Test
    void isCarriedByNobodyWhenOneNewerEpochOutweighsManyOldOnes() {
        // When
        Vote vote = Vote.of(
                List.of(naming(ONE, 1), naming(ONE, 1), naming(ONE, 1), naming(ONE, 1), naming(TWO, 2)), SERVERS);

        // Then
        assertThat(vote.hasMajority()).isFalse();
        assertThat(vote.epoch()).isEqualTo(2);
        assertThat(vote.server()).contains("redis-2");
        assertThat(vote.description()).isEqualTo("1 of 5 Sentinels name redis-2 at epoch 2, 3 are needed");
    }

    @Test
    void forgetsWhatASentinelSaidOnceItIsSilent() {
        // Given
        SentinelView silentWithNews = view(false, Optional.of(TWO), 9, true, false);

        // When
        Vote vote = Vote.of(List.of(naming(ONE, 1), naming(ONE, 1), silentWithNews), SERVERS);

        // Then
        assertThat(vote.elects("redis-1")).isTrue();
    }

    @Test
    void carriesNoServerWhenAnUnconfiguredAddressIsNamed() {
        // Given
        Endpoint stranger = new Endpoint("10.9.9.9", 6379);

        // When
        Vote vote = Vote.of(List.of(naming(stranger, 1), naming(stranger, 1)), SERVERS);

        // Then
        assertThat(vote.hasMajority()).isTrue();
        assertThat(vote.server()).isEmpty();
        assertThat(vote.description()).isEqualTo("2 of 2 Sentinels name 10.9.9.9:6379 at epoch 1");
    }

    @Test
    void isUnsettledAsSoonAsOneVoterIs() {
        // Given
        SentinelView unsettled = view(true, Optional.of(ONE), 1, false, false);

        // When
        Vote vote = Vote.of(List.of(naming(ONE, 1), naming(ONE, 1), unsettled), SERVERS);

        // Then
        assertThat(vote.elects("redis-1")).isTrue();
        assertThat(vote.masterHealthy()).isFalse();
    }

    @Test
    void saysHowManyAreNeededWhileNobodyVotes() {
        // When
        Vote vote = Vote.of(List.of(silent(), silent(), silent()), SERVERS);

        // Then
        assertThat(vote.description()).isEqualTo("0 of 3 Sentinels can vote, 2 are needed");
    }

    private static ServerView server(String id, Endpoint endpoint) {
        return ServerView.unknown(new Server(id, endpoint), 0, 0);
    }

    private static SentinelView naming(Endpoint master, long epoch) {
        return view(true, Optional.of(master), epoch, true, false);
    }

    private static SentinelView silent() {
        return view(false, Optional.empty(), -1, true, false);
    }

    private static SentinelView view(boolean up, Optional<Endpoint> names, long epoch, boolean settled, boolean tilt) {
        Sentinel sentinel = new Sentinel("sentinel-1", new Endpoint("10.0.1.1", 26379), true);
        return new SentinelView(sentinel, up, true, names, epoch, 0, settled, tilt, 0, "");
    }
}
