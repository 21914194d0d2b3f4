package org.rolegate.tools.switchovers;

import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/** One client of its own connection, name and database that increments its own counter, one call after the other. */
final class BusyClient implements AutoCloseable {

    static final int DATABASE = 3;

    private final String key;
    private final Jedis jedis;
    private final Thread thread;
    private volatile boolean ends;
    private volatile long acknowledged;
    private volatile long errors;
    /** Since {@link #forget}, in nanoseconds. */
    private volatile long longest;

    private volatile long answeredAt;

    BusyClient(int number, int port, String password) {
        this.key = "busy:" + number;
        this.jedis = new Jedis(
                new HostAndPort("127.0.0.1", port),
                DefaultJedisClientConfig.builder()
                        .serverDefaultProtocol()
                        .password(password)
                        .database(DATABASE)
                        .clientName(key.replace(':', '-'))
                        .build());
        this.thread = new Thread(this::work, key);
        thread.start();
    }

    private void work() {
        answeredAt = System.nanoTime();
        while (!ends) {
            try {
                jedis.incr(key);
                acknowledged++;
            } catch (JedisException told) {
                errors++;
                if (jedis.isBroken()) {
                    return;
                }
            }
            long now = System.nanoTime();
            longest = Math.max(longest, now - answeredAt);
            answeredAt = now;
        }
    }

    /** Forgets how long it waited so far. */
    void forget() {
        longest = 0;
    }

    long acknowledged() {
        return acknowledged;
    }

    long errors() {
        return errors;
    }

    /** Returns the longest time between two answers since it was last forgotten, or up to now, in milliseconds. */
    double longestMillis() {
        return Math.max(longest, System.nanoTime() - answeredAt) / 1e6;
    }

    /** Stops, without closing its connection. */
    void end() {
        ends = true;
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Tells, once it has ended, whether its connection is what it was: its name, its database, its counter as the server has it. */
    boolean isWhatItWas() {
        return !jedis.isBroken() && key.replace(':', '-').equals(jedis.clientGetname()) && jedis.exists(key);
    }

    /** Returns, once it has ended, what is written, less what was acknowledged: below 0 if something is lost. */
    long difference(Jedis master) {
        return Long.parseLong(master.get(key)) - acknowledged;
    }

    @Override
    public void close() {
        jedis.close();
    }
}
