package org.rolegate.core.record;

import org.rolegate.core.stats.CommandCounts;

/**
 * The figures of a group's sessions at one moment.
 *
 * @param held new clients that were held, since the start
 * @param released new clients that were held and released, since the start
 * @param waiting new clients that are held now
 * @param parked established clients that are held now
 * @param bytesToMaster bytes forwarded to the masters in use, since the start
 * @param toll what the loss of servers cost, since the start
 */
public record SessionTally(long held, long released, int waiting, int parked, long bytesToMaster, Toll toll) {

    /**
     * The toll: sessions whose server was lost, or lost its role, by their fate.
     *
     * @param cut sessions that were closed
     * @param moved sessions that left it for another server
     * @param resumed sessions that resumed on another server
     * @param uncertain sessions with commands that may or may not have been executed
     * @param uncertainAnswers those commands, by name
     */
    public record Toll(long cut, long moved, long resumed, long uncertain, CommandCounts uncertainAnswers) {

        public static final Toll NONE = new Toll(0, 0, 0, 0, CommandCounts.NONE);

        /** Returns this toll without an earlier one. */
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
