package org.rolegate.net.io;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;

import io.netty.channel.ConnectTimeoutException;

import org.rolegate.core.model.CheckStatus;

/** Translations of socket exceptions to check results and to short texts for logs and pages. Thread-safe. */
public final class NetworkErrors {

    /** The longest text of a peer in characters. */
    private static final int MAX_LENGTH = 200;

    private NetworkErrors() {}

    /** Returns the check result for a connection that failed. */
    public static CheckStatus status(Throwable cause) {
        return cause instanceof ConnectTimeoutException ? CheckStatus.L4TOUT : CheckStatus.L4CON;
    }

    /** Returns whether the host itself refused the connection, so that no process listens on the port. */
    public static boolean isRefused(Throwable cause) {
        return cause instanceof ConnectException
                && String.valueOf(cause.getMessage()).contains("refused");
    }

    /** Returns the cause as one line. It leaves out addresses, which the reader knows already. */
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

    /** Returns a text of a peer as one line for a log or a page: without control characters, and shortened. */
    public static String oneLine(String reported) {
        String line = reported.replaceAll("\\p{Cntrl}+", " ");
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "...";
    }
}
