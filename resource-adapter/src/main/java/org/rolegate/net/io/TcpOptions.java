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

/** What a kind of channel calls the kernel's means to notice that the other end is gone; empty where it has none. */
record TcpOptions(
        Option<?> keepAlive,
        Optional<ChannelOption<Integer>> idle,
        Optional<ChannelOption<Integer>> interval,
        Optional<ChannelOption<Integer>> count,
        Optional<ChannelOption<Integer>> userTimeout) {

    /** An option and the value that switches it on. */
    record Option<T>(ChannelOption<T> name, T on) {
        void set(Target target) {
            target.set(name, on);
        }
    }

    /** Takes options. */
    interface Target {
        <T> void set(ChannelOption<T> option, T value);
    }

    /** The numbers of Linux's socket.h and tcp.h. */
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

    /** Netty does not offer these for a listening socket. Linux hands them on to what it accepts, at no call for each. */
    static final TcpOptions EPOLL_LISTENING = new TcpOptions(
            new Option<>(raw("SO_KEEPALIVE", SOL_SOCKET, SO_KEEPALIVE), 1),
            Optional.of(raw("TCP_KEEPIDLE", IPPROTO_TCP, TCP_KEEPIDLE)),
            Optional.of(raw("TCP_KEEPINTVL", IPPROTO_TCP, TCP_KEEPINTVL)),
            Optional.of(raw("TCP_KEEPCNT", IPPROTO_TCP, TCP_KEEPCNT)),
            Optional.of(raw("TCP_USER_TIMEOUT", IPPROTO_TCP, TCP_USER_TIMEOUT)));

    static final TcpOptions NIO = new TcpOptions(
            KEEP_ALIVE, ofJdk("TCP_KEEPIDLE"), ofJdk("TCP_KEEPINTERVAL"), ofJdk("TCP_KEEPCOUNT"), Optional.empty());

    /** By its name: the package jdk.net, which has the constants, is not there for who lives in WildFly. */
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

    /** Sets what is asked for; what is zero stays as the kernel has it. */
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
