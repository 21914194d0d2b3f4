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
 * The vote of the Sentinels: the master that they name at the highest config-epoch, and their number. Immutable.
 *
 * <p>The majority is counted over all known Sentinels, including those that do not reply. Their number is the larger
 * one of two: the configured ones, or those that a Sentinel counts (itself and its others, dead ones until {@code
 * SENTINEL RESET}). So neither a single Sentinel that replied first, nor one with two known addresses, changes the
 * majority. A Sentinel in TILT mode has no vote. As soon as one Sentinel knows a newer epoch, votes at an older epoch
 * do not count: their Sentinels have not received the newer one yet.
 *
 * @param known the number of known Sentinels
 * @param voting the number of Sentinels that reply and are not in TILT mode
 * @param supporters the number of Sentinels that name {@code address} at {@code epoch}
 * @param address the address that they name; empty if there are no votes
 * @param server the id of the configured server with that address; empty if there is none
 * @param epoch the highest reported config-epoch, -1 if there are no votes
 * @param masterHealthy true if no voter considers the master down or a failover under way
 * @param requestedAt when the oldest of the votes was requested, in ticker nanoseconds
 */
record Vote(
        int known,
        int voting,
        int supporters,
        Optional<Endpoint> address,
        Optional<String> server,
        long epoch,
        boolean masterHealthy,
        long requestedAt) {

    static Vote of(List<SentinelView> sentinels, List<ServerView> servers) {
        List<SentinelView> voters =
                sentinels.stream().filter(SentinelView::votes).toList();
        long epoch = voters.stream().mapToLong(SentinelView::epoch).max().orElse(-1);
        Map<Endpoint, Long> byAddress = voters.stream()
                .filter(voter -> voter.epoch() == epoch)
                .map(voter -> voter.masterAddress().orElseThrow())
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
                        .filter(server -> server.hasAddress(named))
                        .map(ServerView::id)
                        .findFirst()),
                epoch,
                voters.stream().allMatch(SentinelView::masterHealthy),
                voters.stream()
                        .map(SentinelView::requestedAt)
                        .reduce((one, other) -> one - other < 0 ? one : other)
                        .orElse(0L));
    }

    /** Returns whether the group has Sentinels at all. */
    boolean hasSentinels() {
        return known > 0;
    }

    int majority() {
        return known / 2 + 1;
    }

    /** Returns whether a majority of the known Sentinels agrees. */
    boolean hasMajority() {
        return hasSentinels() && supporters >= majority();
    }

    boolean elects(String id) {
        return hasMajority() && server.filter(id::equals).isPresent();
    }

    /** Returns whether a majority names another server than this, and sees neither that one down nor a failover. */
    boolean electsAnother(String id) {
        return hasMajority() && masterHealthy && !elects(id);
    }

    /** Returns whether every vote was requested after the given time. */
    boolean requestedSince(long time) {
        return voting > 0 && requestedAt - time > 0;
    }

    /** Returns the result as text, for example {@code 2 of 3 Sentinels name 10.0.0.1:6379 at epoch 7}. */
    String description() {
        if (address.isEmpty()) {
            return voting + " of " + known + " Sentinels can vote, " + majority() + " are needed";
        }
        return supporters + " of " + known + " Sentinels name "
                + server.orElse(address.get().toString()) + " at epoch " + epoch
                + (hasMajority() ? "" : ", " + majority() + " are needed");
    }
}
