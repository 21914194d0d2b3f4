package org.rolegate.core.record;

/**
 * What the sessions of a group have been through up to one moment.
 *
 * @param held new clients that had to wait, since the start
 * @param released new clients that were let go on after they had waited, since the start
 * @param waiting new clients that wait now
 * @param parked established clients that have to wait now
 * @param bytesToMaster bytes forwarded to the masters in use, since the start
 */
public record SessionTally(long held, long released, int waiting, int parked, long bytesToMaster) {}
