package org.rolegate.net.io;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;

import org.rolegate.core.config.TcpSettings;
import org.rolegate.core.config.TransportChoice;

/** How bytes reach the kernel. */
public enum Transport {
    EPOLL("epoll", EpollServerSocketChannel.class, EpollSocketChannel.class) {
        @Override
        public SocketChannel newSocket() {
            return new EpollSocketChannel();
        }

        @Override
        IoHandlerFactory ioHandler() {
            return SteadyEpoll.newFactory();
        }

        @Override
        public void accepting(ServerBootstrap listener, TcpSettings clients) {
            TcpOptions.EPOLL_LISTENING.apply(clients, listener::option);
        }

        @Override
        public void connecting(SocketChannel toServer, TcpSettings server) {
            TcpOptions.EPOLL.apply(server, toServer.config()::setOption);
        }
    },
    NIO("nio", NioServerSocketChannel.class, NioSocketChannel.class) {
        @Override
        public SocketChannel newSocket() {
            return new NioSocketChannel();
        }

        @Override
        IoHandlerFactory ioHandler() {
            return NioIoHandler.newFactory();
        }

        @Override
        public void accepting(ServerBootstrap listener, TcpSettings clients) {
            TcpOptions.NIO.apply(clients, listener::childOption);
        }

        @Override
        public void connecting(SocketChannel toServer, TcpSettings server) {
            TcpOptions.NIO.apply(server, toServer.config()::setOption);
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
            throw new IllegalStateException("epoll is not available on this machine: " + cause, cause);
        }
        return choice == TransportChoice.NIO || !Epoll.isAvailable() ? NIO : EPOLL;
    }

    public String keyword() {
        return word;
    }

    abstract IoHandlerFactory ioHandler();

    /** Sets what is to hold for the connections that a listener accepts. */
    public abstract void accepting(ServerBootstrap listener, TcpSettings clients);

    /** Sets what is to hold for a connection to a server. */
    public abstract void connecting(SocketChannel toServer, TcpSettings server);

    /**
     * Makes a socket that is not connected yet.
     *
     * @throws io.netty.channel.ChannelException if there is none to be had
     */
    public abstract SocketChannel newSocket();

    public Class<? extends ServerSocketChannel> serverChannel() {
        return serverChannel;
    }

    public Class<? extends SocketChannel> socketChannel() {
        return socketChannel;
    }
}
