package org.rolegate.net;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
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
    },
    NIO("nio", NioServerSocketChannel.class, NioSocketChannel.class) {
        @Override
        IoHandlerFactory ioHandler() {
            return NioIoHandler.newFactory();
        }
    };

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

    Class<? extends ServerSocketChannel> serverChannel() {
        return serverChannel;
    }

    Class<? extends SocketChannel> socketChannel() {
        return socketChannel;
    }
}
