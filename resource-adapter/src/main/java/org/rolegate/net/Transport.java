package org.rolegate.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;

import org.rolegate.core.config.TransportChoice;

/** How bytes reach the kernel. */
public enum Transport {
    EPOLL("epoll", EpollServerSocketChannel.class, EpollSocketChannel.class) {
        @Override
        IoHandlerFactory ioHandler() {
            return SteadyEpoll.newFactory();
        }

        @Override
        Bootstrap bounded(Bootstrap toServer) {
            return toServer.option(EpollChannelOption.TCP_USER_TIMEOUT, UNDELIVERED_MILLIS);
        }
    },
    NIO("nio", NioServerSocketChannel.class, NioSocketChannel.class) {
        @Override
        IoHandlerFactory ioHandler() {
            return NioIoHandler.newFactory();
        }
    };

    /**
     * How long the kernel may try to deliver bytes to a server: after that the connection breaks, so that a command sent into
     * a black hole is not carried out when the network is whole again, by a server that is the master no more.
     */
    private static final int UNDELIVERED_MILLIS = 4000;

    private final String word;
    private final Class<? extends ServerSocketChannel> serverChannel;
    private final Class<? extends SocketChannel> socketChannel;

    Transport(
            String word,
            Class<? extends ServerSocketChannel> serverChannel,
            Class<? extends SocketChannel> socketChannel) {
        this.word = word;
        this.serverChannel = serverChannel;
        this.socketChannel = socketChannel;
    }

    /**
     * Picks the transport that was asked for.
     *
     * @throws IllegalStateException if epoll was asked for by name and cannot be had; the message says why
     */
    public static Transport of(TransportChoice choice) {
        if (choice == TransportChoice.EPOLL && !Epoll.isAvailable()) {
            Throwable cause = Epoll.unavailabilityCause();
            throw new IllegalStateException("epoll is not available here: " + cause, cause);
        }
        return choice == TransportChoice.NIO || !Epoll.isAvailable() ? NIO : EPOLL;
    }

    public String word() {
        return word;
    }

    abstract IoHandlerFactory ioHandler();

    /** Bounds how long bytes to a server may be under way; NIO has no means for that. */
    Bootstrap bounded(Bootstrap toServer) {
        return toServer;
    }

    Class<? extends ServerSocketChannel> serverChannel() {
        return serverChannel;
    }

    Class<? extends SocketChannel> socketChannel() {
        return socketChannel;
    }
}
