package org.rolegate.net.io;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelPromise;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.socket.SocketChannel;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.resolver.InetSocketAddressResolver;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FutureListener;
import io.netty.util.concurrent.Promise;

import org.rolegate.core.model.Endpoint;

import static java.util.Objects.requireNonNull;

/**
 * A resolver of host names that runs on worker threads. The JDK's look-up blocks, and a slow name server must not stop
 * an event loop.
 *
 * <p>Concurrent requests for one name share one look-up. Numeric addresses need no look-up. Thread-safe.
 */
public final class WorkerResolvers extends AddressResolverGroup<InetSocketAddress> {

    /** The time after which a connection attempt fails because its host name is not resolved. */
    private static final long DEADLINE_SECONDS = 5;

    private final Executor workers;
    private final Map<String, List<Promise<List<InetAddress>>>> waiting = new HashMap<>();
    /** The resolved numeric addresses. Their number is bounded by the number of servers. */
    private final Map<Endpoint, InetSocketAddress> numeric = new ConcurrentHashMap<>();

    WorkerResolvers(Executor workers) {
        this.workers = workers;
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new InetSocketAddressResolver(executor, new InetNameResolver(executor) {
            @Override
            protected void doResolve(String host, Promise<InetAddress> promise) {
                Promise<List<InetAddress>> all = executor.newPromise();
                all.addListener(done -> {
                    if (done.isSuccess()) {
                        promise.trySuccess(all.getNow().get(0));
                    } else {
                        promise.tryFailure(done.cause());
                    }
                });
                doResolveAll(host, all);
            }

            @Override
            protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
                if (isNumeric(host)) {
                    lookUp(host, promise::trySuccess, promise::tryFailure);
                } else {
                    executor.schedule(
                            () -> promise.tryFailure(new UnknownHostException(
                                    host + ": no reply from the name server within " + DEADLINE_SECONDS + " s")),
                            DEADLINE_SECONDS,
                            TimeUnit.SECONDS);
                    join(host, promise);
                }
            }
        });
    }

    /**
     * Connects a registered channel on its event loop, and closes the channel on failure.
     *
     * @param timeout the time that connecting may take once the address is known
     */
    public ChannelFuture connect(SocketChannel channel, Endpoint to, Duration timeout) {
        ChannelPromise connected = channel.newPromise();
        InetSocketAddress known = numeric.get(to);
        if (known != null) {
            return closing(connect(channel, known, timeout, connected));
        }
        getResolver(channel.eventLoop())
                .resolve(InetSocketAddress.createUnresolved(to.host(), to.port()))
                .addListener((FutureListener<InetSocketAddress>) resolved -> {
                    if (resolved.isSuccess()) {
                        storeNumeric(to, resolved.getNow());
                        connect(channel, resolved.getNow(), timeout, connected);
                    } else {
                        connected.setFailure(resolved.cause());
                    }
                });
        return closing(connected);
    }

    /**
     * Connects without Netty's own time-out: a connected channel holds a reference to that cancelled timer until it is
     * closed.
     */
    private static ChannelFuture connect(
            SocketChannel channel, InetSocketAddress address, Duration timeout, ChannelPromise connected) {
        channel.config().setConnectTimeoutMillis(0);
        channel.connect(address, connected);
        if (!connected.isDone()) {
            Future<?> limit = channel.eventLoop()
                    .schedule(
                            () -> connected.tryFailure(new ConnectTimeoutException()),
                            timeout.toMillis(),
                            TimeUnit.MILLISECONDS);
            connected.addListener(done -> limit.cancel(false));
        }
        return connected;
    }

    private static ChannelFuture closing(ChannelFuture connected) {
        return connected.addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }

    /** Stores the address of a numeric host, which cannot change. */
    private void storeNumeric(Endpoint to, InetSocketAddress address) {
        if (isNumeric(to.host())) {
            numeric.put(to, withName(address, to.host()));
        }
    }

    /**
     * Returns the address with a host name. Netty stores the name with every connected channel, and creates a string
     * for each if the address has none.
     */
    private static InetSocketAddress withName(InetSocketAddress address, String name) {
        byte[] bytes = address.getAddress().getAddress();
        try {
            InetAddress named = address.getAddress() instanceof Inet6Address six
                    ? Inet6Address.getByAddress(name, bytes, six.getScopeId())
                    : InetAddress.getByAddress(name, bytes);
            return new InetSocketAddress(named, address.getPort());
        } catch (UnknownHostException neverForSuchBytes) {
            return address;
        }
    }

    private static boolean isNumeric(String host) {
        return NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host);
    }

    /** Adds a request to the look-up of its name that is running, or starts the look-up. */
    private void join(String host, Promise<List<InetAddress>> promise) {
        synchronized (waiting) {
            List<Promise<List<InetAddress>>> others = waiting.get(host);
            if (others != null) {
                others.add(promise);
                return;
            }
            waiting.put(host, new ArrayList<>(List.of(promise)));
        }
        try {
            workers.execute(() -> lookUp(
                    host, found -> endLookUp(host).forEach(one -> one.trySuccess(found)), failure -> endLookUp(host)
                            .forEach(one -> one.tryFailure(failure))));
        } catch (RejectedExecutionException busy) {
            endLookUp(host).forEach(one -> one.tryFailure(busy));
        }
    }

    /** Removes and returns the requests that wait for a look-up. Called once for each look-up, when it has ended. */
    private List<Promise<List<InetAddress>>> endLookUp(String host) {
        synchronized (waiting) {
            return requireNonNull(waiting.remove(host), "each look-up ends once");
        }
    }

    private static void lookUp(String host, Consumer<List<InetAddress>> found, Consumer<Throwable> failed) {
        List<InetAddress> addresses;
        try {
            addresses = List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException | RuntimeException | Error failure) {
            failed.accept(failure);
            return;
        }
        found.accept(addresses);
    }
}
