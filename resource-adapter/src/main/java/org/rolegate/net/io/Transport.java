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

/** The kinds of Netty channel that Rolegate can use. */
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
        public void configureListener(ServerBootstrap listener, TcpSettings clients) {
            TcpOptions.EPOLL_LISTENING.apply(clients, listener::option);
        }

        @Override
        public void configureServerSocket(SocketChannel toServer, TcpSettings server) {
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
        public void configureListener(ServerBootstrap listener, TcpSettings clients) {
            TcpOptions.NIO.apply(clients, listener::childOption);
        }

        @Override
        public void configureServerSocket(SocketChannel toServer, TcpSettings server) {
            TcpOptions.NIO.apply(server, toServer.config()::setOption);
        }
    };

    private final String keyword;
    private final Class<? extends ServerSocketChannel> serverChannel;
    private final Class<? extends SocketChannel> socketChannel;

    Transport(
            String keyword,
            Class<? extends ServerSocketChannel> serverChannel,
            Class<? extends SocketChannel> socketChannel) {
        this.keyword = keyword;
        this.serverChannel = serverChannel;
        this.socketChannel = socketChannel;
    }

    /**
     * Returns the configured transport; {@code auto} means epoll where it is available.
     *
     * @throws IllegalStateException if epoll is configured by name and not available; the message has the cause
     */
    public static Transport of(TransportChoice choice) {
        if (choice == TransportChoice.EPOLL && !Epoll.isAvailable()) {
            Throwable cause = Epoll.unavailabilityCause();
            throw new IllegalStateException("epoll is not available on this machine: " + cause, cause);
        }
        return choice == TransportChoice.NIO || !Epoll.isAvailable() ? NIO : EPOLL;
    }

    public String keyword() {
        return keyword;
    }

    abstract IoHandlerFactory ioHandler();

    /** Sets the TCP options of the connections that a listener accepts. */
    public abstract void configureListener(ServerBootstrap listener, TcpSettings clients);

    /** Sets the TCP options of a connection to a server. */
    public abstract void configureServerSocket(SocketChannel toServer, TcpSettings server);

    /**
     * Creates a socket that is not connected.
     *
     * @throws io.netty.channel.ChannelException if the system has no socket left
     */
    public abstract SocketChannel newSocket();

    public Class<? extends ServerSocketChannel> serverChannel() {
        return serverChannel;
    }

    public Class<? extends SocketChannel> socketChannel() {
        return socketChannel;
    }
}
