package org.rolegate.core.tracking;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.rolegate.core.model.Endpoint;
import org.rolegate.core.model.SentinelView;
import org.rolegate.core.model.ServerView;

/**
 * The Sentinels' vote: whom they name at the highest config-epoch, and how many of them.
 *
 * <p>The majority is counted over all known Sentinels, silent ones included: those configured, or those that a Sentinel
 * counts (itself and its others, dead ones until {@code SENTINEL RESET}), whichever are more. So neither a lone Sentinel
 * that was asked first nor one that is known under two addresses changes what a majority is. One in TILT has no vote. An address
 * named by many at an old epoch carries nothing as soon as one Sentinel knows a newer epoch: the others have merely not
 * heard yet.
 *
 * @param known all known Sentinels
 * @param voting those that answer and trust their clock
 * @param supporters those that name {@code address} at {@code epoch}
 * @param address whom they name; empty if nobody votes
 * @param server the configured server of that address; empty if it is none of them
 * @param epoch the highest config-epoch said, -1 if nobody votes
 * @param settled no voter sees the master down or a failover under way
 * @param askedAt when the oldest of the voters' answers was asked for, in ticker nanoseconds
 */
record Vote(
        int known,
        int voting,
        int supporters,
        Optional<Endpoint> address,
        Optional<String> server,
        long epoch,
        boolean settled,
        long askedAt) {

    static Vote of(List<SentinelView> sentinels, List<ServerView> servers) {
        List<SentinelView> voters =
                sentinels.stream().filter(SentinelView::votes).toList();
        long epoch = voters.stream().mapToLong(SentinelView::epoch).max().orElse(-1);
        Map<Endpoint, Long> byAddress = voters.stream()
                .filter(voter -> voter.epoch() == epoch)
                .map(voter -> voter.names().orElseThrow())
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
        Optional<Map.Entry<Endpoint, Long>> most = byAddress.entrySet().stream().max(Map.Entry.comparingByValue());
        Optional<Endpoint> address = most.map(Map.Entry::getKey);
        int configured = (int)
                sentinels.stream().filter(view -> view.sentinel().configured()).count();
        int counted =
                sentinels.stream().mapToInt(view -> view.others() + 1).max().orElse(0);
        return new Vote(
                Math.max(configured, counted),
                voters.size(),
                most.map(Map.Entry::getValue).orElse(0L).intValue(),
                address,
                address.flatMap(named -> servers.stream()
                        .filter(server -> server.answersTo(named))
                        .map(ServerView::id)
                        .findFirst()),
                epoch,
                voters.stream().allMatch(SentinelView::settled),
                voters.stream()
                        .map(SentinelView::answeredAt)
                        .reduce((one, other) -> one - other < 0 ? one : other)
                        .orElse(0L));
    }

    /** Tells whether the group has Sentinels at all. */
    boolean asked() {
        return known > 0;
    }

    int majority() {
        return known / 2 + 1;
    }

    /** Tells whether a majority of the known Sentinels agrees. */
    boolean carried() {
        return asked() && supporters >= majority();
    }

    boolean carries(String id) {
        return carried() && server.filter(id::equals).isPresent();
    }

    /** Tells whether a majority names another server than this, and sees neither that one down nor a failover under way. */
    boolean restsOnAnother(String id) {
        return carried() && settled && !carries(id);
    }

    /** Tells whether every voter was asked after the given time. */
    boolean askedSince(long time) {
        return voting > 0 && askedAt - time > 0;
    }

    /** Returns the outcome in words, for example {@code 2 of 3 Sentinels name 10.0.0.1:6379 at epoch 7}. */
    String description() {
        if (address.isEmpty()) {
            return voting + " of " + known + " Sentinels can vote, " + majority() + " are needed";
        }
        return supporters + " of " + known + " Sentinels name "
                + server.orElse(address.get().toString()) + " at epoch " + epoch
                + (carried() ? "" : ", " + majority() + " are needed");
    }
}
