package org.rolegate.core.tracking;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.rolegate.core.model.Replication;
import org.rolegate.core.model.ServerView;
import org.rolegate.core.model.Verdict;

import static org.assertj.core.api.Assertions.assertThat;

/** Every combination of what a few servers and three Sentinels can say, before and after a first election. */
class SmallWorldsTest {

    /** What a server is found to be; the first server is the reference where there is one. */
    private enum Word {
        SILENT,
        SAME_RUN,
        NEW_RUN,
        PROMOTED,
        UNRELATED,
        FOLLOWS_1,
        FOLLOWS_2,
        FOLLOWS_3;

        boolean master() {
            return this != SILENT && !follows();
        }

        boolean follows() {
            return name().startsWith("FOLLOWS");
        }

        int whom() {
            return name().charAt(name().length() - 1) - '0';
        }

        Replication of(int server) {
            return switch (this) {
                case SAME_RUN -> Scene.master("run-" + server, "r" + server, "");
                case NEW_RUN -> Scene.master("new-run-" + server, "new-r" + server, "");
                case PROMOTED -> Scene.master("run-" + server, "p" + server, "r1");
                case UNRELATED -> Scene.master("run-" + server, "u" + server, "r-elsewhere");
                default -> Scene.replicaOf(whom(), "r1");
            };
        }
    }

    /** How many of the Sentinels name which server at which epoch; no names: silent. */
    private record Poll(int sentinels, int naming, int server, long epoch) {
        boolean majority() {
            return sentinels > 0 && naming * 2 > sentinels;
        }

        boolean majorityFor(int number) {
            return majority() && server == number;
        }
    }

    private record Case(List<Word> description, Poll poll, boolean inUse) {
        boolean master(int server) {
            return description.get(server - 1).master();
        }

        long claimants() {
            return description.stream().filter(Word::master).count();
        }

        boolean followed(int server) {
            for (int n = 1; n <= description.size(); n++) {
                Word word = description.get(n - 1);
                if (n != server && word.follows() && word.whom() == server) {
                    return true;
                }
            }
            return false;
        }
    }

    private interface Property {
        void hold(Case found, String elected);
    }

    @Test
    void electsOnlyAServerThatIsUpAndSaysMaster() {
        everywhere((found, elected) ->
                assertThat(elected.isEmpty() || found.master(number(elected))).isTrue());
    }

    @Test
    void electsNobodyFirstWithoutSentinelsBetweenTwoClaimantsThatNobodyFollows() {
        everywhere((found, elected) -> {
            boolean anyFollowed = found.followed(1) || found.followed(2) || found.followed(3);
            if (!found.inUse() && found.poll().sentinels() == 0 && found.claimants() > 1 && !anyFollowed) {
                assertThat(elected).isEmpty();
            }
        });
    }

    @Test
    void electsFirstWithoutSentinelsTheSingleClaimantThatIsFollowed() {
        everywhere((found, elected) -> {
            if (!found.inUse() && found.poll().sentinels() == 0 && found.claimants() == 1) {
                int only = 1
                        + found.description()
                                .indexOf(found.description().stream()
                                        .filter(Word::master)
                                        .findFirst()
                                        .orElseThrow());
                assertThat(elected).isEqualTo(found.followed(only) ? "redis-" + only : "");
            }
        });
    }

    @Test
    void electsFirstByAMajorityOfSentinelsOrNotAtAllWhereThereAreSentinels() {
        everywhere((found, elected) -> {
            if (!found.inUse() && found.poll().sentinels() > 0) {
                boolean carried =
                        found.poll().majority() && found.master(found.poll().server());
                assertThat(elected.isEmpty() || carried && found.poll().majorityFor(number(elected)))
                        .isTrue();
            }
        });
    }

    @Test
    void neverReplacesAHealthyMasterByLineageOrClaimsAlone() {
        everywhere((found, elected) -> {
            boolean newer = found.poll().majority() && found.poll().epoch() > 1;
            if (found.inUse() && found.description().get(0) == Word.SAME_RUN && !newer) {
                assertThat(elected.isEmpty()
                                || elected.equals("redis-1")
                                || found.poll().majorityFor(number(elected)))
                        .isTrue();
                if (!found.poll().majority()) {
                    assertThat(elected).isEqualTo("redis-1");
                }
            }
        });
    }

    @Test
    void replacesAMasterInUseOnlyByDescentOrByAMajorityAtANewerEpochOrByItsOwnDemotion() {
        everywhere((found, elected) -> {
            if (found.inUse() && !elected.isEmpty() && !elected.equals("redis-1")) {
                Word word = found.description().get(number(elected) - 1);
                Word held = found.description().get(0);
                boolean demotedUnderIt = held.follows() && held.whom() == number(elected);
                boolean named = found.poll().majorityFor(number(elected))
                        && found.poll().epoch() > 1;
                assertThat(word == Word.PROMOTED || demotedUnderIt || named).isTrue();
            }
        });
    }

    @Test
    void usesNobodyButTheServerThatAMajorityNamesAtANewerEpoch() {
        everywhere((found, elected) -> {
            boolean another = found.poll().majority() && !found.poll().majorityFor(1);
            if (found.inUse() && another && found.poll().epoch() > 1) {
                String named = "redis-" + found.poll().server();
                assertThat(elected).isEqualTo(found.master(found.poll().server()) ? named : "");
            }
        });
    }

    @Test
    void takesAReturnedMasterBackOnlyByASettledMajorityOrWithoutSentinelsAndRivals() {
        everywhere((found, elected) -> {
            if (found.inUse() && found.description().get(0) == Word.NEW_RUN && elected.equals("redis-1")) {
                boolean alone = found.poll().sentinels() == 0 && found.claimants() == 1 && found.followed(1);
                assertThat(alone || found.poll().majorityFor(1)).isTrue();
                assertThat(found.description()).doesNotContain(Word.PROMOTED);
            }
        });
    }

    @Test
    void takesTheOnlySuccessorOfASilentMasterUnlessTheSentinelsNameAnotherAtANewerEpoch() {
        everywhere((found, elected) -> {
            boolean contradicted = found.poll().majority()
                    && !found.poll().majorityFor(1)
                    && found.poll().epoch() > 1;
            long heirs =
                    found.description().stream().filter(Word.PROMOTED::equals).count();
            if (found.inUse() && found.description().get(0) == Word.SILENT && heirs == 1 && !contradicted) {
                assertThat(elected)
                        .isEqualTo("redis-" + (1 + found.description().indexOf(Word.PROMOTED)));
            }
        });
    }

    private static void everywhere(Property property) {
        int worlds = 0;
        for (int size = 2; size <= 3; size++) {
            for (List<Word> description : description(size)) {
                for (Poll poll : polls(size)) {
                    for (boolean inUse : new boolean[] {false, true}) {
                        Case found = new Case(description, poll, inUse);
                        Scene scene = play(found);
                        try {
                            assertSound(scene);
                            property.hold(found, scene.elected());
                        } catch (AssertionError broken) {
                            throw new AssertionError(found + " -> " + scene.verdict(), broken);
                        }
                        worlds++;
                    }
                }
            }
        }
        assertThat(worlds).isGreaterThan(5_000);
    }

    private static void assertSound(Scene scene) {
        Verdict verdict = scene.verdict();
        assertThat(verdict.reason())
                .contains(scene.topology().servers().stream()
                        .map(ServerView::id)
                        .filter(verdict.reason()::contains)
                        .findFirst()
                        .orElse("Sentinels"));
    }

    /** Silent servers are seen to die first, and claims are heard last, so that the order plays no part. */
    private static Scene play(Case found) {
        int size = found.description().size();
        Scene scene = found.inUse()
                ? Scene.atWork(size, found.poll().sentinels())
                : new Scene(size, found.poll().sentinels());
        for (int sentinel = 1; sentinel <= found.poll().sentinels(); sentinel++) {
            if (sentinel <= found.poll().naming()) {
                scene.votes(sentinel, found.poll().server(), found.poll().epoch());
            } else {
                scene.sentinelFails(sentinel);
            }
        }
        for (boolean masters : new boolean[] {false, true}) {
            for (int n = size; n >= 1; n--) {
                Word word = found.description().get(n - 1);
                if (word == Word.SILENT && !masters) {
                    scene.dies(n);
                } else if (word != Word.SILENT && word.master() == masters) {
                    scene.says(n, word.of(n));
                }
            }
        }
        return scene;
    }

    private static List<List<Word>> description(int size) {
        List<List<Word>> all = List.of(List.of());
        for (int n = 1; n <= size; n++) {
            List<List<Word>> longer = new ArrayList<>();
            for (List<Word> before : all) {
                for (Word word : Word.values()) {
                    if (possible(word, n, size)) {
                        List<Word> after = new ArrayList<>(before);
                        after.add(word);
                        longer.add(after);
                    }
                }
            }
            all = longer;
        }
        return all;
    }

    private static boolean possible(Word word, int server, int size) {
        return switch (word) {
            case SAME_RUN, NEW_RUN -> server == 1;
            case PROMOTED, UNRELATED -> server != 1;
            case SILENT -> true;
            default -> word.whom() != server && word.whom() <= size;
        };
    }

    private static List<Poll> polls(int size) {
        List<Poll> polls = new ArrayList<>();
        polls.add(new Poll(0, 0, 0, 0));
        polls.add(new Poll(3, 0, 0, 0));
        for (int naming = 1; naming <= 3; naming++) {
            for (int server = 1; server <= size; server++) {
                polls.add(new Poll(3, naming, server, 1));
                polls.add(new Poll(3, naming, server, 2));
            }
        }
        return polls;
    }

    private static int number(String server) {
        return Integer.parseInt(server.substring("redis-".length()));
    }
}
