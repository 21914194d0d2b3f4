package org.rolegate.management;

import java.util.concurrent.TimeUnit;

import org.rolegate.core.model.Endpoint;
import org.rolegate.core.model.SentinelView;

/**
 * One Sentinel as MBeans show it.
 *
 * @param id its name
 * @param address where it listens
 * @param origin configured, or discovered from another Sentinel
 * @param up whether its last request was answered
 * @param subscribed whether its events are received
 * @param namesMaster the address of the master that it names, or empty
 * @param configEpoch its config-epoch for this group, -1 if unknown
 * @param tilt whether it does not trust its own clock; its vote does not count then
 * @param lastReplyAgeMillis the age of its last reply
 * @param lastError its last failure, or empty
 */
public record SentinelRow(
        String id,
        String address,
        String origin,
        boolean up,
        boolean subscribed,
        String namesMaster,
        long configEpoch,
        boolean tilt,
        long lastReplyAgeMillis,
        String lastError) {

    static SentinelRow of(SentinelView view, long now) {
        return new SentinelRow(
                view.sentinel().id(),
                view.sentinel().endpoint().toString(),
                view.sentinel().configured() ? "configured" : "discovered",
                view.up(),
                view.subscribed(),
                view.masterAddress().map(Endpoint::toString).orElse(""),
                view.epoch(),
                view.tilt(),
                TimeUnit.NANOSECONDS.toMillis(now - view.requestedAt()),
                view.lastError());
    }
}
