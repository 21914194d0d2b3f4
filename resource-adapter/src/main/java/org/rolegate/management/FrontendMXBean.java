package org.rolegate.management;

import java.util.Map;

/** A listening port. */
@Description("A listening port")
public interface FrontendMXBean extends TrafficAttributes {
    @Description("The id of the frontend")
    String getName();

    @Description("The address that the frontend listens on")
    String getBind();

    @Description("The group that its sessions go to")
    String getGroup();

    @Description("The backend of the group: master, replicas or any")
    String getTargetRole();

    @Description("OPEN while the frontend accepts connections")
    String getStatus();

    @Description("Sessions refused because no server was available")
    long getRefusedTotal();

    @Description("Connections denied: by allow and deny, or by rate-limit.source")
    long getDeniedTotal();

    @Description("Times that a client got UNCERTAIN replies: its server was lost or demoted before it replied")
    long getUncertainTotal();

    @Description("Commands that were answered UNCERTAIN, by name; unknown and renamed ones count as other")
    Map<String, Long> getUncertainAnswersByCommand();

    @Description("Sessions that left their server to resume on another one, while the client stayed connected")
    long getMovedTotal();

    @Description("Sessions that resumed on another server; the other moved ones still wait or have ended")
    long getResumedTotal();

    @Description("Ended sessions by cause: HAProxy's two termination letters and a name")
    Map<String, Long> getEndingsTotal();
}
