package org.rolegate.net.frontend;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;

import org.rolegate.core.model.Endpoint;
import org.rolegate.net.io.BySizeAllocator;
import org.rolegate.net.io.EventLoops;
import org.rolegate.net.io.LogThrottle;
import org.rolegate.net.io.NetworkErrors;
import org.rolegate.net.io.ReadSizes;
import org.rolegate.net.session.FrontendContext;
import org.rolegate.net.session.Session;
import org.rolegate.net.session.SocketSetup;

/** The listening socket of a frontend. Thread-safe. */
public final class Listener {

    private static final long WAIT_SECONDS = 5;

    private final Channel channel;

    private Listener(Channel channel) {
        this.channel = channel;
    }

    /**
     * Binds the frontend's address and begins to accept clients.
     *
     * @param all the limit of the connections of all frontends
     * @throws BindException if the address cannot be bound; its message gives the reason
     */
    public static Listener open(FrontendContext frontend, ConnectionLimit all, EventLoops loops) throws BindException {
        Endpoint bind = frontend.settings().bind();
        InetAddress address;
        try {
            address = InetAddress.getByName(bind.host());
        } catch (UnknownHostException unknown) {
            throw new BindException("unknown host " + bind.host(), unknown);
        }
        LogThrottle throttle = new LogThrottle(loops.ticker());
        ServerBootstrap listener = new ServerBootstrap();
        loops.transport()
                .configureListener(listener, frontend.settings().connections().client());
        ChannelFuture bound = listener.group(loops.relay())
                .channel(loops.transport().serverChannel())
                .handler(new ConnectionGate(frontend, all, loops.ticker()))
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, frontend.settings().limits().backlog())
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, SocketSetup.WATER_MARK)
                .childOption(ChannelOption.ALLOCATOR, BySizeAllocator.INSTANCE)
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, ReadSizes.INSTANCE)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel client) {
                        Session session = new Session(frontend, loops, client);
                        client.pipeline().addLast(new ProtocolSniffer(session::end, frontend.settings(), throttle));
                        session.begin(loops.ticker());
                    }
                })
                .bind(new InetSocketAddress(address, bind.port()));
        if (!bound.awaitUninterruptibly(WAIT_SECONDS, TimeUnit.SECONDS)) {
            throw new BindException("the bind did not finish within " + WAIT_SECONDS + " s", null);
        }
        if (!bound.isSuccess()) {
            throw new BindException(NetworkErrors.describe(bound.cause()), bound.cause());
        }
        bound.channel()
                .pipeline()
                .addLast(new AcceptFailures(frontend.settings().id(), loops.ticker()));
        return new Listener(bound.channel());
    }

    /** Returns the bound address, with the real port if the configured one is 0. */
    public Endpoint bound() {
        InetSocketAddress local = (InetSocketAddress) channel.localAddress();
        return new Endpoint(local.getAddress().getHostAddress(), local.getPort());
    }

    /** Stops accepting clients. Returns when the port is free, or after five seconds. */
    public void close() {
        channel.close().awaitUninterruptibly(WAIT_SECONDS, TimeUnit.SECONDS);
    }
}
