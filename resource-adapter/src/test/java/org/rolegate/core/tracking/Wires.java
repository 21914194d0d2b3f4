package org.rolegate.core.tracking;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.rolegate.core.model.CheckStatus;
import org.rolegate.core.model.Observation;

/**
 * All that is under way between a simulated {@link World} and its tracker: a question to each server and each Sentinel, answered
 * as things are when it is asked or when the answer is read, and the announcements, in order for each Sentinel.
 */
final class Wires {

    private static final long INTER = TimeUnit.SECONDS.toNanos(1);
    private static final long FAST = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long TIMEOUT = TimeUnit.MILLISECONDS.toNanos(600);

    /** What is answered; nothing while it is open. */
    private record Question(long askedAt, long dueAt, Optional<Observation> answer) {}

    private record Word(long arrivesAt, String event, int about) {}

    private final World world;
    private final Sentinels sentinels;
    private final HandTicker ticker;
    private final Consumer<Observation> reader;
    private final List<Optional<Question>> open = new ArrayList<>();
    private final List<Deque<Word>> ears = new ArrayList<>();
    private final long[] lastAsked;

    Wires(World world, Sentinels sentinels, HandTicker ticker, Consumer<Observation> reader) {
        this.world = world;
        this.sentinels = sentinels;
        this.ticker = ticker;
        this.reader = reader;
        for (int who = 0; who < world.nodes.size() + sentinels.all.size(); who++) {
            open.add(Optional.empty());
        }
        sentinels.all.forEach(sentinel -> ears.add(new ArrayDeque<>()));
        lastAsked = new long[open.size()];
        askAll();
    }

    /** Takes an announcement on its way; returns when it arrives, or nothing if it never does. */
    Optional<Long> announce(int sentinel, String event, int about) {
        if (sentinels.all.get(sentinel - 1).cut) {
            return Optional.empty();
        }
        Deque<Word> ear = ears.get(sentinel - 1);
        long delay = world.random.nextInt(world.random.nextInt(8) == 0 ? 500 : 15);
        long arrivesAt = ticker.nanos() + TimeUnit.MILLISECONDS.toNanos(delay);
        if (!ear.isEmpty() && ear.getLast().arrivesAt() - arrivesAt > 0) {
            arrivesAt = ear.getLast().arrivesAt();
        }
        ear.addLast(new Word(arrivesAt, event, about));
        return Optional.of(arrivesAt);
    }

    /** Lets whatever has arrived be read. */
    void read() {
        long now = ticker.nanos();
        for (int n = 0; n < ears.size(); n++) {
            Deque<Word> ear = ears.get(n);
            while (!ear.isEmpty() && ear.getFirst().arrivesAt() - now <= 0) {
                Word word = ear.removeFirst();
                reader.accept(new Observation.SentinelReported(
                        "sentinel-" + (n + 1), now, word.event(), Optional.of(Scene.at(word.about()))));
                askAll();
            }
        }
        for (int who = 0; who < open.size(); who++) {
            Optional<Question> due = open.get(who).filter(question -> question.dueAt() - now <= 0);
            if (due.isPresent()) {
                open.set(who, Optional.empty());
                reader.accept(
                        due.get().answer().isPresent()
                                ? due.get().answer().get()
                                : answer(who, due.get().askedAt()));
            }
        }
    }

    /** Has everybody asked as soon as may be. */
    void askAll() {
        for (int who = 0; who < lastAsked.length; who++) {
            lastAsked[who] = ticker.nanos() - INTER;
        }
    }

    /** Asks whoever is due. */
    void ask(boolean fast) {
        long now = ticker.nanos();
        for (int who = 0; who < open.size(); who++) {
            if (open.get(who).isEmpty() && now - lastAsked[who] >= (fast ? FAST : INTER)) {
                lastAsked[who] = now;
                open.set(who, Optional.of(question(who, now)));
            }
        }
    }

    private Question question(int who, long now) {
        boolean reachable = who < world.nodes.size()
                ? world.nodes.get(who).answers() || world.nodes.get(who).state == Node.State.DEAD
                : !sentinels.all.get(who - world.nodes.size()).cut;
        long delay = reachable
                ? TimeUnit.MILLISECONDS.toNanos(world.random.nextInt(world.random.nextInt(10) == 0 ? 400 : 15))
                : TIMEOUT;
        return new Question(
                now, now + delay, world.random.nextBoolean() ? Optional.of(answer(who, now)) : Optional.empty());
    }

    private Observation answer(int who, long askedAt) {
        return who < world.nodes.size()
                ? server(world.nodes.get(who), askedAt)
                : sentinel(who - world.nodes.size(), askedAt);
    }

    private Observation server(Node node, long askedAt) {
        String id = "redis-" + node.number;
        if (node.answers()) {
            return new Observation.ServerAnswered(id, askedAt, ticker.nanos(), Scene.at(node.number), node.says());
        }
        boolean refused = node.state == Node.State.DEAD && !node.cut;
        return new Observation.ServerFailed(
                id, askedAt, ticker.nanos(), refused ? CheckStatus.L4CON : CheckStatus.L7TOUT, "no answer", refused);
    }

    private Observation sentinel(int place, long askedAt) {
        Sentinels.Witness sentinel = sentinels.all.get(place);
        String id = "sentinel-" + (place + 1);
        return sentinel.cut
                ? new Observation.SentinelFailed(id, askedAt, ticker.nanos(), "no answer")
                : new Observation.SentinelAnswered(
                        id,
                        askedAt,
                        ticker.nanos(),
                        Scene.at(sentinel.names),
                        sentinel.epoch,
                        sentinels.all.size() - 1,
                        sentinels.settled(sentinel),
                        false);
    }

    /** Whatever is under way is lost. */
    void clear() {
        ears.forEach(Deque::clear);
        open.replaceAll(question -> Optional.empty());
        askAll();
    }
}
