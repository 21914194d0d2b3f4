package org.rolegate.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.resolver.InetSocketAddressResolver;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;

/**
 * Looks host names up on worker threads: the JDK's look-up blocks, and a slow name server must not stop an event loop.
 * However many ask for a name, it is looked up once at a time. Numeric addresses need no look-up. Thread-safe.
 */
final class WorkerResolvers extends AddressResolverGroup<InetSocketAddress> {

    /** After so long a connection attempt fails for want of an address. */
    private static final long DEADLINE_SECONDS = 5;

    private final Executor workers;
    private final Map<String, List<Promise<List<InetAddress>>>> asking = new HashMap<>();

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
                if (NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host)) {
                    lookUp(host, promise::trySuccess, promise::tryFailure);
                } else {
                    executor.schedule(
                            () -> promise.tryFailure(new UnknownHostException(
                                    host + ": no answer of the name server within " + DEADLINE_SECONDS + " s")),
                            DEADLINE_SECONDS,
                            TimeUnit.SECONDS);
                    ask(host, promise);
                }
            }
        });
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
