package org.rolegate.net.io;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;

import io.netty.channel.ConnectTimeoutException;

import org.rolegate.core.model.CheckStatus;

/** Reads exceptions of sockets as the causes that people know. */
public final class NetworkErrors {

    private static final int LONGEST = 200;

    private NetworkErrors() {}

    public static CheckStatus status(Throwable cause) {
        return cause instanceof ConnectTimeoutException ? CheckStatus.L4TOUT : CheckStatus.L4CON;
    }

    /** Tells whether the host itself said that nobody listens. */
    public static boolean refused(Throwable cause) {
        return cause instanceof ConnectException
                && String.valueOf(cause.getMessage()).contains("refused");
    }

    /** Returns one line without addresses that the reader knows already. */
    public static String describe(Throwable cause) {
        if (cause instanceof ConnectTimeoutException) {
            return "connect timeout";
        }
        if (cause instanceof UnknownHostException) {
            return "unknown host";
        }
        if (cause instanceof NoRouteToHostException) {
            return "no route to host";
        }
        if (cause instanceof ConnectException) {
            return "connection refused";
        }
        String message = cause.getMessage();
        if (message == null) {
            return cause.getClass().getSimpleName();
        }
        // Netty writes "bind(..) failed with error(-98): Address already in use".
        return message.replaceFirst("^\\w+\\(\\.\\.\\) failed with error\\(-?\\d+\\): ", "");
    }

    /** Makes what a peer sent fit for one line of a log or a page. */
    public static String oneLine(String reported) {
        String line = reported.replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }
}
