package org.rolegate.net.io;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollIoOps;
import org.jspecify.annotations.Nullable;

/**
 * Netty's epoll handler with a correction: a channel stays registered while it waits for no event.
 *
 * <p>Netty 4.2.16 to 4.2.18 remove a channel that waits for no event from epoll, but do not record the removal. Its
 * next registration fails with ENOENT, and the channel is closed with the bytes it had not read. A channel waits for no
 * event if it does not read (back pressure) and its peer has finished (no more RDHUP). So a slow reader lost the end of
 * its reply.
 *
 * <p>Here such a channel waits, edge-triggered, for errors and hang-ups only. It stays registered, and a reset is still
 * noticed.
 */
final class SteadyEpoll implements IoHandler {

    private final IoHandler epoll;

    private SteadyEpoll(IoHandler epoll) {
        this.epoll = epoll;
    }

    static IoHandlerFactory newFactory() {
        IoHandlerFactory factory = EpollIoHandler.newFactory();
        return executor -> new SteadyEpoll(factory.newHandler(executor));
    }

    @Override
    public IoRegistration register(IoHandle handle) throws Exception {
        return new Steady(epoll.register(handle));
    }

    @Override
    public void initialize() {
        epoll.initialize();
    }

    @Override
    public int run(IoHandlerContext context) {
        return epoll.run(context);
    }

    @Override
    public void prepareToDestroy() {
        epoll.prepareToDestroy();
    }

    @Override
    public void destroy() {
        epoll.destroy();
    }

    @Override
    public void wakeup() {
        epoll.wakeup();
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> handleType) {
        return epoll.isCompatible(handleType);
    }

    /** A registration that is never without an event. Belongs to the channel's event loop. */
    private static final class Steady implements IoRegistration {

        private final IoRegistration registration;
        private @Nullable EpollIoOps last;

        Steady(IoRegistration registration) {
            this.registration = registration;
        }

        @Override
        public long submit(IoOps ops) {
            EpollIoOps awaited = EpollIoOps.NONE.equals(ops) ? EpollIoOps.EPOLLET : (EpollIoOps) ops;
            if (awaited.equals(last)) {
                // Netty also submits events that are registered already, and each submission is a system call.
                return awaited.value();
            }
            long result = registration.submit(awaited);
            last = awaited;
            return result;
        }

        @Override
        @SuppressWarnings("TypeParameterUnusedInFormals") // Netty's signature.
        public <T> T attachment() {
            return registration.attachment();
        }

        @Override
        public boolean isValid() {
            return registration.isValid();
        }

        @Override
        public boolean cancel() {
            return registration.cancel();
        }
    }
}
