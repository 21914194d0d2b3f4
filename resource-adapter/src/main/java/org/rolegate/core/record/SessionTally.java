package org.rolegate.core.record;

import org.rolegate.core.stats.CommandCounts;

/**
 * What the sessions of a group have been through up to one moment.
 *
 * @param held new clients that had to wait, since the start
 * @param released new clients that were let go on after they had waited, since the start
 * @param waiting new clients that wait now
 * @param parked established clients that have to wait now
 * @param bytesToMaster bytes forwarded to the masters in use, since the start
 * @param toll what the loss of servers cost, since the start
 */
public record SessionTally(long held, long released, int waiting, int parked, long bytesToMaster, Toll toll) {

    /**
     * What became of sessions whose server was lost, or lost its role.
     *
     * @param cut they ended
     * @param moved they left it to go on with another one
     * @param resumed they went on with another one
     * @param uncertain their clients were told that nobody knows whether their last commands were carried out
     * @param uncertainAnswers by name, the commands that were answered {@code -UNCERTAIN}
     */
    public record Toll(long cut, long moved, long resumed, long uncertain, CommandCounts uncertainAnswers) {

        public static final Toll NONE = new Toll(0, 0, 0, 0, CommandCounts.NONE);

        Toll since(Toll before) {
            return new Toll(
                    cut - before.cut,
                    moved - before.moved,
                    resumed - before.resumed,
                    uncertain - before.uncertain,
                    uncertainAnswers.minus(before.uncertainAnswers));
        }
    }
}
