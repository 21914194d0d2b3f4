package org.rolegate.net.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.util.Optional;

import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.unix.IntegerUnixChannelOption;

import org.rolegate.core.config.TcpSettings;

/**
 * The socket options by which one kind of channel makes the kernel detect that the other end is gone. An option is
 * empty where the channel has none.
 */
record TcpOptions(
        Option<?> keepAlive,
        Optional<ChannelOption<Integer>> idle,
        Optional<ChannelOption<Integer>> interval,
        Optional<ChannelOption<Integer>> count,
        Optional<ChannelOption<Integer>> userTimeout) {

    /** A socket option and the value that enables it. */
    record Option<T>(ChannelOption<T> name, T on) {
        void set(Target target) {
            target.set(name, on);
        }
    }

    /** A receiver of socket options: a channel or a bootstrap. */
    interface Target {
        <T> void set(ChannelOption<T> option, T value);
    }

    // The numbers are those of Linux's socket.h and tcp.h.
    private static final int SOL_SOCKET = 1;

    private static final int SO_KEEPALIVE = 9;
    private static final int IPPROTO_TCP = 6;
    private static final int TCP_KEEPIDLE = 4;
    private static final int TCP_KEEPINTVL = 5;
    private static final int TCP_KEEPCNT = 6;
    private static final int TCP_USER_TIMEOUT = 18;

    private static final Option<Boolean> KEEP_ALIVE = new Option<>(ChannelOption.SO_KEEPALIVE, true);

    static final TcpOptions EPOLL = new TcpOptions(
            KEEP_ALIVE,
            Optional.of(EpollChannelOption.TCP_KEEPIDLE),
            Optional.of(EpollChannelOption.TCP_KEEPINTVL),
            Optional.of(EpollChannelOption.TCP_KEEPCNT),
            Optional.of(EpollChannelOption.TCP_USER_TIMEOUT));

    /**
     * The options of a listening socket on Linux. Netty does not offer them there. Linux copies them to each accepted
     * socket, which saves the calls for each.
     */
    static final TcpOptions EPOLL_LISTENING = new TcpOptions(
            new Option<>(raw("SO_KEEPALIVE", SOL_SOCKET, SO_KEEPALIVE), 1),
            Optional.of(raw("TCP_KEEPIDLE", IPPROTO_TCP, TCP_KEEPIDLE)),
            Optional.of(raw("TCP_KEEPINTVL", IPPROTO_TCP, TCP_KEEPINTVL)),
            Optional.of(raw("TCP_KEEPCNT", IPPROTO_TCP, TCP_KEEPCNT)),
            Optional.of(raw("TCP_USER_TIMEOUT", IPPROTO_TCP, TCP_USER_TIMEOUT)));

    static final TcpOptions NIO = new TcpOptions(
            KEEP_ALIVE, ofJdk("TCP_KEEPIDLE"), ofJdk("TCP_KEEPINTERVAL"), ofJdk("TCP_KEEPCOUNT"), Optional.empty());

    /**
     * Finds an option of the JDK by its name. Applications in WildFly cannot access the package jdk.net, which has the
     * constants.
     */
    private static Optional<ChannelOption<Integer>> ofJdk(String name) {
        try (SocketChannel any = SocketChannel.open()) {
            return any.supportedOptions().stream()
                    .filter(option -> option.name().equals(name) && option.type() == Integer.class)
                    .findFirst()
                    .map(TcpOptions::ofJdk);
        } catch (IOException noSocket) {
            throw new UncheckedIOException(noSocket);
        }
    }

    @SuppressWarnings("unchecked")
    private static ChannelOption<Integer> ofJdk(SocketOption<?> option) {
        return NioChannelOption.of((SocketOption<Integer>) option);
    }

    private static ChannelOption<Integer> raw(String name, int level, int number) {
        return new IntegerUnixChannelOption(name, level, number);
    }

    /** Sets the configured options. A value of zero leaves the kernel's default. */
    void apply(TcpSettings settings, Target target) {
        if (settings.keepAlive()) {
            keepAlive.set(target);
            set(target, idle, settings.idle().toSeconds());
            set(target, interval, settings.interval().toSeconds());
            set(target, count, settings.count());
        }
        set(target, userTimeout, settings.userTimeout().toMillis());
    }

    private static void set(Target target, Optional<ChannelOption<Integer>> option, long value) {
        if (value > 0 && option.isPresent()) {
            target.set(option.get(), (int) value);
        }
    }
}
