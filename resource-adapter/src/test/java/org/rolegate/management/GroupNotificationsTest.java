package org.rolegate.management;

import java.util.ArrayList;
import java.util.List;

import javax.management.Notification;

import org.junit.jupiter.api.Test;

import org.rolegate.core.event.Samples;
import org.rolegate.core.event.TopologyEvent;

import static org.assertj.core.api.Assertions.assertThat;

class GroupNotificationsTest {

    private final List<Notification> sent = new ArrayList<>();
    private final GroupNotifications notifications = new GroupNotifications("main", Runnable::run);

    GroupNotificationsTest() {
        notifications.emitter().addNotificationListener((note, none) -> sent.add(note), null, null);
    }

    @Test
    void eachKindOfEventIsANotificationOrLeftOut() {
        for (TopologyEvent event : Samples.ALL) {
            event.deliver(notifications);
        }

        assertThat(sent)
                .extracting(note -> note.getSequenceNumber() + " " + note.getTimeStamp() + " " + note.getType())
                .containsExactly(
                        "1 9 org.rolegate.master.changed",
                        "2 10 org.rolegate.master.lost",
                        "3 12 org.rolegate.master.restarted-empty",
                        "4 13 org.rolegate.server.stale-claim",
                        "5 2 org.rolegate.master.fenced",
                        "6 17 org.rolegate.master.released");
        assertThat(sent).extracting(Notification::getMessage).doesNotContainNull();
        assertThat(sent)
                .extracting(Notification::getType)
                .containsExactlyInAnyOrder(
                        notifications.emitter().getNotificationInfo()[0].getNotifTypes());
    }
}
