package org.rolegate.management;

import java.util.Map;

/** A listening port. */
@Description("A listening port")
public interface FrontendMXBean extends TrafficAttributes {
    @Description("Its id")
    String getName();

    @Description("The address it listens on")
    String getBind();

    @Description("The group its sessions go to")
    String getGroup();

    @Description("Which servers of the group: master, replicas or any")
    String getTargetRole();

    @Description("OPEN while it accepts")
    String getStatus();

    @Description("Sessions refused because no server could take them")
    long getRefusedTotal();

    @Description("Connections not let in: denied addresses, and too many a second from one address")
    long getDeniedTotal();

    @Description("Times a client was told UNCERTAIN: its server was given up before it answered")
    long getUncertainTotal();

    @Description("Commands that were answered UNCERTAIN, by name; unknown and renamed ones count as other")
    Map<String, Long> getUncertainAnswersByCommand();

    @Description("Times a session left its server to go on with another one, its client connected")
    long getMovedTotal();

    @Description("Times such a session went on with another server; the others wait, or have ended")
    long getResumedTotal();

    @Description("Ended sessions by cause: HAProxy's two termination letters and a word")
    Map<String, Long> getEndingsTotal();
}
