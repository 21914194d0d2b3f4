package org.rolegate.net.probe;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.FutureListener;

import org.rolegate.core.config.Credentials;
import org.rolegate.net.io.NetworkErrors;
import org.rolegate.resp.RespValue;

/** The login on a connection that Rolegate opens for itself: authentication, and the name of the connection. */
final class Login {

    /** How probes and Sentinel links appear in {@code CLIENT LIST}. */
    private static final String CLIENT_NAME = "rolegate";

    /** The error codes whose messages do not repeat the arguments of the command. */
    private static final Set<String> WITHOUT_ARGUMENTS =
            Set.of("WRONGPASS", "NOAUTH", "NOPERM", "LOADING", "MASTERDOWN");

    private Login() {}

    /**
     * Authenticates, and names the connection. The reply to the name is ignored, since a server may not support it.
     *
     * @param done receives the refusal, or empty after a success; not called if the connection is lost meanwhile
     */
    static void perform(RespConnection link, Credentials credentials, Consumer<Optional<String>> done) {
        if (credentials.password().isEmpty()) {
            link.send("CLIENT", "SETNAME", CLIENT_NAME);
            done.accept(Optional.empty());
            return;
        }
        List<byte[]> arguments = new ArrayList<>();
        arguments.add("AUTH".getBytes(StandardCharsets.US_ASCII));
        credentials.user().ifPresent(user -> arguments.add(user.getBytes(StandardCharsets.UTF_8)));
        arguments.add(credentials.password().get().utf8());
        link.send(arguments.toArray(byte[][]::new)).addListener((FutureListener<RespValue>) reply -> {
            if (reply.isSuccess()) {
                Optional<String> refusal = reply.getNow().error().map(Login::refusal);
                if (refusal.isEmpty()) {
                    link.send("CLIENT", "SETNAME", CLIENT_NAME);
                }
                done.accept(refusal);
            }
        });
    }

    /**
     * Returns the refusal without secrets. A server that does not support AUTH repeats its arguments in the error, and
     * the password is one of them.
     */
    private static String refusal(RespValue.ErrorReply error) {
        return "AUTH refused: "
                + (WITHOUT_ARGUMENTS.contains(error.code()) ? NetworkErrors.oneLine(error.message()) : error.code());
    }

    /** Returns the value of a future that has succeeded, otherwise empty. */
    static Optional<RespValue> value(Future<RespValue> reply) {
        return reply.isSuccess() ? Optional.of(reply.getNow()) : Optional.empty();
    }
}
