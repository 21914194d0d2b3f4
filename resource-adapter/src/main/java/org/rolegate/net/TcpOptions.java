package org.rolegate.net;

import java.util.Optional;

import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.unix.IntegerUnixChannelOption;
import jdk.net.ExtendedSocketOptions;

import org.rolegate.core.config.TcpSettings;

/**
 * What a kind of channel calls the kernel's means to notice that the other end is gone.
 *
 * @param userTimeout empty where there is no such means
 */
record TcpOptions(
        Option<?> keepAlive,
        ChannelOption<Integer> idle,
        ChannelOption<Integer> interval,
        ChannelOption<Integer> count,
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
            EpollChannelOption.TCP_KEEPIDLE,
            EpollChannelOption.TCP_KEEPINTVL,
            EpollChannelOption.TCP_KEEPCNT,
            Optional.of(EpollChannelOption.TCP_USER_TIMEOUT));

    /** Netty does not offer these for a listening socket. Linux hands them on to what it accepts, at no call for each. */
    static final TcpOptions EPOLL_LISTENING = new TcpOptions(
            new Option<>(raw("SO_KEEPALIVE", SOL_SOCKET, SO_KEEPALIVE), 1),
            raw("TCP_KEEPIDLE", IPPROTO_TCP, TCP_KEEPIDLE),
            raw("TCP_KEEPINTVL", IPPROTO_TCP, TCP_KEEPINTVL),
            raw("TCP_KEEPCNT", IPPROTO_TCP, TCP_KEEPCNT),
            Optional.of(raw("TCP_USER_TIMEOUT", IPPROTO_TCP, TCP_USER_TIMEOUT)));

    static final TcpOptions NIO = new TcpOptions(
            KEEP_ALIVE,
            NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE),
            NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL),
            NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT),
            Optional.empty());

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
        userTimeout.ifPresent(
                option -> set(target, option, settings.userTimeout().toMillis()));
    }

    private static void set(Target target, ChannelOption<Integer> option, long value) {
        if (value > 0) {
            target.set(option, (int) value);
        }
    }
}
