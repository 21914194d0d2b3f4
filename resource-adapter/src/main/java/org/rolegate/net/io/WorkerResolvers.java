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

/**
 * Looks host names up on worker threads: the JDK's look-up blocks, and a slow name server must not stop an event loop.
 * However many ask for a name, it is looked up once at a time. Numeric addresses need no look-up. Thread-safe.
 */
public final class WorkerResolvers extends AddressResolverGroup<InetSocketAddress> {

    /** After so long a connection attempt fails for want of an address. */
    private static final long DEADLINE_SECONDS = 5;

    private final Executor workers;
    private final Map<String, List<Promise<List<InetAddress>>>> asking = new HashMap<>();
    /** As many as there are servers. */
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
                    ask(host, promise);
                }
            }
        });
    }

    /**
     * Connects a registered channel, on its loop; closes it if that fails.
     *
     * @param most how long that may take once the address is known
     */
    public ChannelFuture connect(SocketChannel channel, Endpoint to, Duration most) {
        ChannelPromise connected = channel.newPromise();
        InetSocketAddress known = numeric.get(to);
        if (known != null) {
            return closing(connect(channel, known, most, connected));
        }
        getResolver(channel.eventLoop())
                .resolve(InetSocketAddress.createUnresolved(to.host(), to.port()))
                .addListener((FutureListener<InetSocketAddress>) resolved -> {
                    if (resolved.isSuccess()) {
                        note(to, resolved.getNow());
                        connect(channel, resolved.getNow(), most, connected);
                    } else {
                        connected.setFailure(resolved.cause());
                    }
                });
        return closing(connected);
    }

    /** Not by Netty's own limit: a connected channel keeps that, cancelled as it is, until it is closed. */
    private static ChannelFuture connect(
            SocketChannel channel, InetSocketAddress address, Duration most, ChannelPromise connected) {
        channel.config().setConnectTimeoutMillis(0);
        channel.connect(address, connected);
        if (!connected.isDone()) {
            Future<?> limit = channel.eventLoop()
                    .schedule(
                            () -> connected.tryFailure(new ConnectTimeoutException()),
                            most.toMillis(),
                            TimeUnit.MILLISECONDS);
            connected.addListener(done -> limit.cancel(false));
        }
        return connected;
    }

    private static ChannelFuture closing(ChannelFuture connected) {
        return connected.addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }

    /** What is no name cannot change its address. */
    private void note(Endpoint to, InetSocketAddress address) {
        if (isNumeric(to.host())) {
            numeric.put(to, named(address, to.host()));
        }
    }

    /** Netty keeps the name with every channel that it connects, and where there is none it writes one for each. */
    private static InetSocketAddress named(InetSocketAddress address, String name) {
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

    private void ask(String host, Promise<List<InetAddress>> promise) {
        synchronized (asking) {
            List<Promise<List<InetAddress>>> others = asking.get(host);
            if (others != null) {
                others.add(promise);
                return;
            }
            asking.put(host, new ArrayList<>(List.of(promise)));
        }
        try {
            workers.execute(() -> lookUp(
                    host, found -> answered(host).forEach(one -> one.trySuccess(found)), failure -> answered(host)
                            .forEach(one -> one.tryFailure(failure))));
        } catch (RejectedExecutionException busy) {
            answered(host).forEach(one -> one.tryFailure(busy));
        }
    }

    private List<Promise<List<InetAddress>>> answered(String host) {
        synchronized (asking) {
            return asking.remove(host);
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
