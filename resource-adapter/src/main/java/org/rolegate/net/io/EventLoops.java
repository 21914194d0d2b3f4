package org.rolegate.net.io;

import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocal;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import io.netty.util.concurrent.ThreadAwareExecutor;

import org.rolegate.core.time.Ticker;
import org.rolegate.log.RolegateLog;

/**
 * The event loops, on threads that somebody else owns: some that relay, and one for probes, Sentinels and the election,
 * so that a busy relay never delays a verdict.
 */
public final class EventLoops {

    /** Open Liberty on a busy machine lets its pool grow by a thread each few seconds, the default pool having four. */
    private static final long START_SECONDS = 60;

    /** Netty's own property. */
    private static final String LEAK_DETECTION = "io.netty.leakDetection.level";

    private static final long STOP_SECONDS = 5;

    private static final long LEAST_KEPT = 16 * 1024 * 1024;

    /** Of the largest heap, which is also the most that buffers take unless that is set. */
    private static final int PART_KEPT = 4;

    private static final long BEAT_SECONDS = 1;

    private record Beat(EventExecutor loop, IoHandler sockets, AtomicLong at) {}

    private final Map<EventExecutor, LoopContext> scratches = new IdentityHashMap<>();

    private final Transport transport;
    private final Ticker ticker;
    private final EventLoopGroup relay;
    private final EventLoopGroup controlGroup;
    private final EventLoop control;
    private final WorkerResolvers resolvers;
    private final List<Beat> beats = new ArrayList<>();
    private volatile boolean started;
    private volatile boolean stopping;

    /**
     * Makes the loops; their threads start with {@link #start()}.
     *
     * @param threads runs each loop until {@link #stop()}
     * @param workers runs short tasks that may block: looking host names up
     */
    public EventLoops(Transport transport, int relayLoops, Executor threads, Executor workers, Ticker ticker) {
        this.transport = transport;
        this.ticker = ticker;
        if (System.getProperty(LEAK_DETECTION) == null) {
            // Made for development: it costs some 3 % of the work of a session.
            ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
        }
        // Else Netty takes a container's thread for one that comes and goes, and neither recycles nor caches for it.
        Executor clean = loop -> threads.execute(() -> FastThreadLocalThread.runWithFastThreadLocal(loop));
        Map<ThreadAwareExecutor, IoHandler> sockets = new IdentityHashMap<>();
        IoHandlerFactory factory = transport.ioHandler();
        IoHandlerFactory noted = loop -> {
            IoHandler handler = factory.newHandler(loop);
            sockets.put(loop, handler);
            return handler;
        };
        this.relay = new MultiThreadIoEventLoopGroup(relayLoops, clean, noted);
        this.controlGroup = new MultiThreadIoEventLoopGroup(1, clean, noted);
        this.control = controlGroup.next();
        this.resolvers = new WorkerResolvers(workers);
        long share = allowance() / relayLoops;
        for (EventExecutor loop : relay) {
            beats.add(new Beat(loop, sockets.get(loop), new AtomicLong(ticker.nanos())));
            scratches.put(loop, new LoopContext(new MemoryBudget(share)));
        }
        beats.add(new Beat(control, sockets.get(control), new AtomicLong(ticker.nanos())));
    }

    private static long allowance() {
        return Math.max(LEAST_KEPT, Runtime.getRuntime().maxMemory() / PART_KEPT);
    }

    /** Returns how many bytes all sessions together keep for other servers now, those that keep little aside. */
    public long kept() {
        return scratches.values().stream()
                .mapToLong(scratch -> scratch.allowance().taken())
                .sum();
    }

    /** Returns how often a session kept less than it would have, since all together keep as much as they may. */
    public long unkept() {
        return scratches.values().stream()
                .mapToLong(scratch -> scratch.allowance().refused())
                .sum();
    }

    public Transport transport() {
        return transport;
    }

    /** Returns the number of loops that relay. */
    public int relayLoops() {
        return beats.size() - 1;
    }

    /**
     * Gives every loop its thread and its heartbeat.
     *
     * @return how many loops got a thread within a minute: all of them, or the application server has too few
     */
    public int start() {
        List<ScheduledFuture<?>> first = new ArrayList<>();
        try {
            for (Beat beat : beats) {
                first.add(beat.loop().schedule(() -> beat(beat), 0, TimeUnit.SECONDS));
            }
        } catch (RejectedExecutionException noThread) {
            return (int) first.stream().filter(ScheduledFuture::isDone).count();
        }
        long deadline = ticker.nanos() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        int running = (int) first.stream()
                .filter(beat -> beat.awaitUninterruptibly(deadline - ticker.nanos(), TimeUnit.NANOSECONDS))
                .count();
        started = running == beats.size();
        return running;
    }

    private void beat(Beat beat) {
        beat.at().set(ticker.nanos());
        if (beat.loop() != control) {
            // The control loop's ticks are its heartbeat.
            beat.loop().schedule(() -> beat(beat), BEAT_SECONDS, TimeUnit.SECONDS);
        }
    }

    /**
     * Runs a task over and over on the control loop, by the monotonic clock: a container's timer sleeps by the wall clock
     * and would stand still when that is set back.
     *
     * <p>A run that fails is logged, the first of several in a row; as long as runs fail the control loop counts as standing
     * still.
     */
    public void every(Duration period, Runnable task) {
        Beat own = beats.get(beats.size() - 1);
        AtomicBoolean failing = new AtomicBoolean();
        control.scheduleWithFixedDelay(
                () -> {
                    try {
                        task.run();
                        failing.set(false);
                        own.at().set(ticker.nanos());
                    } catch (RuntimeException | Error failed) {
                        // Anything thrown would end the schedule for good.
                        if (!failing.getAndSet(true)) {
                            RolegateLog.LOG.tickFailed(failed);
                        }
                    }
                },
                0,
                period.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Returns the age of the oldest sign of life, in milliseconds. */
    public long lagMillis() {
        long now = ticker.nanos();
        return TimeUnit.NANOSECONDS.toMillis(
                beats.stream().mapToLong(beat -> now - beat.at().get()).max().orElse(0));
    }

    /** Returns the executor of the control loop: whatever runs there runs alone. */
    public Executor controlExecutor() {
        return control;
    }

    public Ticker ticker() {
        return ticker;
    }

    public EventLoop control() {
        return control;
    }

    public EventLoopGroup relay() {
        return relay;
    }

    /** Returns what the sessions of a relaying loop share. */
    public LoopContext scratch(EventLoop relaying) {
        return scratches.get(relaying);
    }

    public WorkerResolvers resolvers() {
        return resolvers;
    }

    /** Tells whether the loops are about to end, so that nobody may connect any more. */
    public boolean stopping() {
        return stopping;
    }

    /**
     * Ends every loop and gives its thread back.
     *
     * @return false if a loop still ran after five seconds
     */
    public boolean stop() {
        stopping = true;
        try {
            finish();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        resolvers.close();
        relay.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS);
        controlGroup.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS);
        try {
            return relay.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)
                    & controlGroup.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            forgetThread();
        }
    }

    /**
     * Waits for the end of the thread on which Netty reports terminations; it comes after a quiet second.
     *
     * @return false if it still ran after five seconds
     */
    public static boolean awaitLastThread() {
        try {
            return GlobalEventExecutor.INSTANCE.awaitInactivity(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } catch (IllegalStateException neverStarted) {
            return true;
        } finally {
            forgetThread();
        }
    }

    /**
     * Runs what is to be done still, closes every socket, and runs what that leads to.
     *
     * <p>Not left to Netty: told to end between its look whether it should and its last tasks, a loop closes nothing; and a
     * socket that is made by one of its last tasks stays open for ever.
     */
    private void finish() throws InterruptedException {
        long deadline = ticker.nanos() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
        if (started) {
            onEach(beat -> {}, deadline);
            onEach(beat -> beat.sockets().prepareToDestroy(), deadline);
            onEach(beat -> {}, deadline);
        }
    }

    private void onEach(Consumer<Beat> task, long deadline) throws InterruptedException {
        List<Future<?>> all = new ArrayList<>();
        for (Beat beat : beats) {
            if (!beat.loop().isShuttingDown()) {
                all.add(beat.loop().submit(() -> task.accept(beat)));
            }
        }
        for (Future<?> one : all) {
            one.await(Math.max(0, deadline - ticker.nanos()), TimeUnit.NANOSECONDS);
        }
    }

    /**
     * Drops what Netty keeps in the current thread, without which a container thread that touched Netty would hold this
     * application's class loader for ever.
     */
    public static void forgetThread() {
        FastThreadLocal.removeAll();
    }
}
