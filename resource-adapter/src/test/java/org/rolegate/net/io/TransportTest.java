package org.rolegate.net.io;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.rolegate.core.config.TcpSettings;
import org.rolegate.core.time.Ticker;

import static org.assertj.core.api.Assertions.assertThat;

/** What the kernel says of sockets that were to be watched over. */
class TransportTest {

    private static final TcpSettings WATCHED =
            new TcpSettings(true, Duration.ofSeconds(77), Duration.ofSeconds(13), 5, Duration.ofSeconds(9));
    private static final TcpSettings LEFT_ALONE =
            new TcpSettings(false, Duration.ofSeconds(77), Duration.ofSeconds(13), 5, Duration.ZERO);

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aClientsConnectionIsWatchedOverAsTheSettingsSay(Transport transport) throws Exception {
        assertWatched(transport, accepted(transport, WATCHED));
        assertLeftAlone(transport, accepted(transport, LEFT_ALONE));
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aServersConnectionIsWatchedOverAsTheSettingsSay(Transport transport) throws Exception {
        assertWatched(transport, connected(transport, WATCHED));
        assertLeftAlone(transport, connected(transport, LEFT_ALONE));
    }

    /** What the kernel says of one socket. */
    private record Seen(Boolean keepAlive, Integer idle, Integer interval, Integer count, Integer userTimeout) {

        static Seen of(Channel channel, Transport transport) {
            TcpOptions names = transport == Transport.EPOLL ? TcpOptions.EPOLL : TcpOptions.NIO;
            return new Seen(
                    channel.config().getOption(ChannelOption.SO_KEEPALIVE),
                    channel.config().getOption(names.idle().orElseThrow()),
                    channel.config().getOption(names.interval().orElseThrow()),
                    channel.config().getOption(names.count().orElseThrow()),
                    names.userTimeout().map(channel.config()::getOption).orElse(-1));
        }
    }

    private static void assertWatched(Transport transport, Seen seen) {
        assertThat(seen).isEqualTo(new Seen(true, 77, 13, 5, transport == Transport.EPOLL ? 9000 : -1));
    }

    private static void assertLeftAlone(Transport transport, Seen seen) {
        assertThat(seen.keepAlive()).isFalse();
        assertThat(seen.idle()).isNotEqualTo(77);
        assertThat(seen.userTimeout()).isEqualTo(transport == Transport.EPOLL ? 0 : -1);
    }

    private Seen accepted(Transport transport, TcpSettings clients) throws Exception {
        CompletableFuture<Seen> seen = new CompletableFuture<>();
        EventLoops loops = started(transport);
        try {
            ServerBootstrap listener = new ServerBootstrap();
            transport.configureListener(listener, clients);
            InetSocketAddress bound = (InetSocketAddress) listener.group(loops.relay())
                    .channel(transport.serverChannel())
                    .childHandler(new ChannelInitializer<>() {
                        @Override
                        protected void initChannel(Channel client) {
                            seen.complete(Seen.of(client, transport));
                        }
                    })
                    .bind(InetAddress.getByName("127.0.0.1"), 0)
                    .sync()
                    .channel()
                    .localAddress();
            try (Socket client = new Socket(bound.getAddress(), bound.getPort())) {
                assertThat(client.isConnected()).isTrue();
                return seen.get(10, TimeUnit.SECONDS);
            }
        } finally {
            loops.stop();
        }
    }

    private Seen connected(Transport transport, TcpSettings server) throws Exception {
        EventLoops loops = started(transport);
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            SocketChannel channel = transport.newSocket();
            transport.configureServerSocket(channel, server);
            loops.control().register(channel).sync();
            channel.connect(listening.getLocalSocketAddress()).sync();
            return Seen.of(channel, transport);
        } finally {
            loops.stop();
        }
    }

    private EventLoops started(Transport transport) {
        EventLoops loops = new EventLoops(transport, 1, threads, threads, Ticker.SYSTEM);
        loops.start();
        return loops;
    }
}
