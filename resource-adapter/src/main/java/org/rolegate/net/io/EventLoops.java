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

import static java.util.Objects.requireNonNull;

/**
 * The event loops, on threads of the application server: the relay loops for sessions, and the control loop.
 *
 * <p>Probes, Sentinel links and the election run on the control loop, so that busy sessions never delay an election.
 * Thread-safe.
 */
public final class EventLoops {

    /**
     * The time within which every loop must have its thread. Open Liberty starts with a pool of four threads, which
     * grows on a busy machine by one thread every few seconds.
     */
    private static final long START_SECONDS = 60;

    /** The system property by which Netty's leak detection is configured. */
    private static final String LEAK_DETECTION = "io.netty.leakDetection.level";

    private static final long STOP_SECONDS = 5;

    /** The smallest memory budget of all loops together, in bytes. */
    private static final long MIN_BUDGET = 16 * 1024 * 1024;

    /**
     * The divisor for the memory budget as a part of the maximum heap. The maximum heap is also the default limit of
     * direct buffers.
     */
    private static final int BUDGET_DIVISOR = 4;

    private static final long HEARTBEAT_SECONDS = 1;

    /**
     * One event loop, and the time of its last heartbeat.
     *
     * @param at nanoseconds of the ticker
     */
    private record Heartbeat(EventExecutor loop, IoHandler sockets, AtomicLong at) {}

    private final Map<EventExecutor, LoopContext> contexts = new IdentityHashMap<>();

    private final Transport transport;
    private final Ticker ticker;
    private final EventLoopGroup relay;
    private final EventLoopGroup controlGroup;
    private final EventLoop control;
    private final WorkerResolvers resolvers;
    private final List<Heartbeat> beats = new ArrayList<>();
    private volatile boolean started;
    private volatile boolean stopping;

    /**
     * Creates the loops. Their threads start with {@link #start()}.
     *
     * @param threads runs each loop until {@link #stop()}
     * @param workers runs short tasks that may block, which are the look-ups of host names
     */
    public EventLoops(Transport transport, int relayLoops, Executor threads, Executor workers, Ticker ticker) {
        this.transport = transport;
        this.ticker = ticker;
        if (System.getProperty(LEAK_DETECTION) == null) {
            // Leak detection is meant for development, and costs about 3 % of the work of a session.
            ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
        }
        // Without it Netty takes a container's thread for a short-lived one, and neither recycles nor caches objects
        // for it.
        Executor withThreadLocals = loop -> threads.execute(() -> FastThreadLocalThread.runWithFastThreadLocal(loop));
        Map<ThreadAwareExecutor, IoHandler> sockets = new IdentityHashMap<>();
        IoHandlerFactory factory = transport.ioHandler();
        IoHandlerFactory recording = loop -> {
            IoHandler handler = factory.newHandler(loop);
            sockets.put(loop, handler);
            return handler;
        };
        this.relay = new MultiThreadIoEventLoopGroup(relayLoops, withThreadLocals, recording);
        this.controlGroup = new MultiThreadIoEventLoopGroup(1, withThreadLocals, recording);
        this.control = controlGroup.next();
        this.resolvers = new WorkerResolvers(workers);
        long share = totalBudget() / relayLoops;
        for (EventExecutor loop : relay) {
            beats.add(new Heartbeat(loop, requireNonNull(sockets.get(loop)), new AtomicLong(ticker.nanos())));
            contexts.put(loop, new LoopContext(new MemoryBudget(share)));
        }
        beats.add(new Heartbeat(control, requireNonNull(sockets.get(control)), new AtomicLong(ticker.nanos())));
    }

    private static long totalBudget() {
        return Math.max(MIN_BUDGET, Runtime.getRuntime().maxMemory() / BUDGET_DIVISOR);
    }

    /**
     * Returns the bytes that all sessions have reserved of the memory budgets. Sessions that hold few bytes do not
     * reserve them and are not counted.
     */
    public long reservedBytes() {
        return contexts.values().stream()
                .mapToLong(context -> context.memoryBudget().reserved())
                .sum();
    }

    /** Returns how often a session retained fewer bytes than it would have, since the memory budget was used up. */
    public long budgetRefusals() {
        return contexts.values().stream()
                .mapToLong(context -> context.memoryBudget().refusals())
                .sum();
    }

    public Transport transport() {
        return transport;
    }

    /** Returns the number of relay loops. */
    public int relayLoops() {
        return beats.size() - 1;
    }

    /**
     * Starts the thread and the heartbeat of every loop.
     *
     * @return the number of loops that got a thread within a minute; less than all if the application server has too
     *     few
     */
    public int start() {
        List<ScheduledFuture<?>> first = new ArrayList<>();
        try {
            for (Heartbeat beat : beats) {
                first.add(beat.loop().schedule(() -> renew(beat), 0, TimeUnit.SECONDS));
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

    private void renew(Heartbeat beat) {
        beat.at().set(ticker.nanos());
        if (beat.loop() != control) {
            // The control loop's ticks are its heartbeat.
            beat.loop().schedule(() -> renew(beat), HEARTBEAT_SECONDS, TimeUnit.SECONDS);
        }
    }

    /**
     * Runs a task periodically on the control loop, by the monotonic clock. The timer of a container sleeps by the wall
     * clock, and would stop when that is set back.
     *
     * <p>Of several failed runs in a row the first one is logged. As long as runs fail, the control loop counts as
     * blocked.
     */
    public void every(Duration period, Runnable task) {
        Heartbeat own = beats.get(beats.size() - 1);
        AtomicBoolean failing = new AtomicBoolean();
        control.scheduleWithFixedDelay(
                () -> {
                    try {
                        task.run();
                        failing.set(false);
                        own.at().set(ticker.nanos());
                    } catch (RuntimeException | Error failed) {
                        // An exception that leaves the task would end the schedule.
                        if (!failing.getAndSet(true)) {
                            RolegateLog.LOG.tickFailed(failed);
                        }
                    }
                },
                0,
                period.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Returns the age of the oldest heartbeat of all loops, in milliseconds. */
    public long lagMillis() {
        long now = ticker.nanos();
        return TimeUnit.NANOSECONDS.toMillis(
                beats.stream().mapToLong(beat -> now - beat.at().get()).max().orElse(0));
    }

    /** Returns the executor of the control loop, which runs one task at a time. */
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

    /** Returns the objects that all sessions of a relay loop share. */
    public LoopContext context(EventLoop relayLoop) {
        return requireNonNull(contexts.get(relayLoop), "not a relay loop");
    }

    public WorkerResolvers resolvers() {
        return resolvers;
    }

    /** Returns whether the loops are about to end, so that no new connection may be opened. */
    public boolean stopping() {
        return stopping;
    }

    /**
     * Stops every loop and returns its thread to the application server.
     *
     * @return false if a loop still ran after five seconds
     */
    public boolean stop() {
        stopping = true;
        try {
            closeSockets();
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
            removeThreadLocals();
        }
    }

    /**
     * Waits for the end of the thread on which Netty reports terminations. It ends after one second without a task.
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
            removeThreadLocals();
        }
    }

    /**
     * Runs the remaining tasks, closes every socket, and runs the tasks that closing submits.
     *
     * <p>Netty's own shutdown has two gaps. A loop closes no socket if the shutdown is requested between its check for
     * a shutdown and its last tasks. A socket that one of the last tasks opens stays open for ever.
     */
    private void closeSockets() throws InterruptedException {
        long deadline = ticker.nanos() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
        if (started) {
            onEach(beat -> {}, deadline);
            onEach(beat -> beat.sockets().prepareToDestroy(), deadline);
            onEach(beat -> {}, deadline);
        }
    }

    private void onEach(Consumer<Heartbeat> task, long deadline) throws InterruptedException {
        List<Future<?>> all = new ArrayList<>();
        for (Heartbeat beat : beats) {
            if (!beat.loop().isShuttingDown()) {
                all.add(beat.loop().submit(() -> task.accept(beat)));
            }
        }
        for (Future<?> one : all) {
            one.await(Math.max(0, deadline - ticker.nanos()), TimeUnit.NANOSECONDS);
        }
    }

    /**
     * Removes Netty's thread-local values of the current thread. Otherwise a container thread that has used Netty would
     * hold this application's class loader for ever.
     */
    public static void removeThreadLocals() {
        FastThreadLocal.removeAll();
    }
}
