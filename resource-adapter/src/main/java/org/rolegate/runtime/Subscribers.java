package org.rolegate.runtime;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.rolegate.core.event.TopologyDiff;
import org.rolegate.core.event.TopologyEvent;
import org.rolegate.core.event.TopologyEventHandler;
import org.rolegate.core.model.TopologyChange;
import org.rolegate.core.model.TopologyListener;
import org.rolegate.core.time.Ticker;
import org.rolegate.log.RolegateLog;

/**
 * The subscribers of a group: handlers, which receive its topology events, and listeners, which only need its topology.
 *
 * <p>The failure of a subscriber is logged, and the others still receive the change. Any thread may subscribe. Only the
 * control loop notifies.
 */
final class Subscribers {

    private final String group;
    private final TopologyDiff diff;
    private final List<TopologyEventHandler> handlers = new CopyOnWriteArrayList<>();
    private final List<TopologyListener> listeners = new CopyOnWriteArrayList<>();

    Subscribers(String group, Ticker ticker) {
        this.group = group;
        this.diff = new TopologyDiff(ticker);
    }

    void add(TopologyEventHandler handler) {
        handlers.add(handler);
    }

    void add(TopologyListener listener) {
        listeners.add(listener);
    }

    /** Returns the events of a change. Must be called exactly once for each change. */
    List<TopologyEvent> events(TopologyChange change) {
        try {
            return diff.events(change);
        } catch (RuntimeException failed) {
            RolegateLog.LOG.listenerFailed(group, failed);
            return List.of();
        }
    }

    /** Notifies the handlers, then the listeners, each in the order of subscription. */
    void publish(TopologyChange change, List<TopologyEvent> events) {
        handlers.forEach(handler -> guarded(() -> events.forEach(event -> event.deliver(handler))));
        listeners.forEach(listener -> guarded(() -> listener.changed(change)));
    }

    private void guarded(Runnable notification) {
        try {
            notification.run();
        } catch (RuntimeException failed) {
            RolegateLog.LOG.listenerFailed(group, failed);
        }
    }
}
