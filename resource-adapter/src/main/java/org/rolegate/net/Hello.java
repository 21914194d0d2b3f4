package org.rolegate.net;

import java.util.Optional;
import java.util.regex.Pattern;

import org.rolegate.core.model.Endpoint;

/**
 * What a Sentinel tells the others every two seconds, through every server that it watches.
 *
 * <p>As sentinel.c writes it:
 * {@code <ip>,<port>,<runid>,<current-epoch>,<master-name>,<master-ip>,<master-port>,<master-config-epoch>}.
 *
 * @param sender the Sentinel, as it describes itself
 * @param masterName the group it is about
 * @param master whom it takes for the master
 * @param epoch its config-epoch for that master
 */
record Hello(SentinelAnswer.Peer sender, String masterName, Endpoint master, long epoch) {

    static final String CHANNEL = "__sentinel__:hello";

    /** Two host names of the longest kind, a run id, numbers and a master name fit in. */
    private static final int LONGEST = 1024;

    private static final int FIELDS = 8;

    /** Eighteen digits fit into a long, and no epoch comes near. */
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private static final Pattern PORT = Pattern.compile("[1-9][0-9]{0,4}");

    /** Returns nothing for a message that is not exactly such: whoever may publish may write anything. */
    static Optional<Hello> parse(String message) {
        if (message.length() > LONGEST) {
            return Optional.empty();
        }
        String[] fields = message.split(",", FIELDS + 1);
        if (fields.length != FIELDS
                || !PORT.matcher(fields[1]).matches()
                || !NUMBER.matcher(fields[3]).matches()
                || fields[4].isEmpty()
                || !PORT.matcher(fields[6]).matches()
                || !NUMBER.matcher(fields[7]).matches()) {
            return Optional.empty();
        }
        return SentinelAnswer.Peer.of(fields[2], fields[0], fields[1])
                .flatMap(sender -> RoleQuestion.endpoint(fields[5], fields[6])
                        .map(master -> new Hello(sender, fields[4], master, Long.parseLong(fields[7]))));
    }
}
