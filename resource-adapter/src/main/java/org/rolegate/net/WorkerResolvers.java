package org.rolegate.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.resolver.InetSocketAddressResolver;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;

/**
 * Looks host names up on worker threads: the JDK's look-up blocks, and a slow name server must not stop an event loop.
 * Numeric addresses need no look-up.
 */
final class WorkerResolvers extends AddressResolverGroup<InetSocketAddress> {

    private final Executor workers;

    WorkerResolvers(Executor workers) {
        this.workers = workers;
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new InetSocketAddressResolver(executor, new InetNameResolver(executor) {
            @Override
            protected void doResolve(String host, Promise<InetAddress> promise) {
                lookUp(host, promise, () -> promise.trySuccess(InetAddress.getByName(host)));
            }

            @Override
            protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
                lookUp(host, promise, () -> promise.trySuccess(List.of(InetAddress.getAllByName(host))));
            }
        });
    }

    private interface LookUp {
        void run() throws UnknownHostException;
    }

    private void lookUp(String host, Promise<?> promise, LookUp lookUp) {
        Runnable task = () -> {
            try {
                lookUp.run();
            } catch (UnknownHostException unknown) {
                promise.tryFailure(unknown);
            }
        };
        if (NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host)) {
            task.run();
            return;
        }
        try {
            workers.execute(task);
        } catch (RejectedExecutionException busy) {
            promise.tryFailure(busy);
        }
    }
}
