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

/** The first words on a connection that Rolegate opens for itself: who it is, and by what name. */
final class Login {

    /** How probes and Sentinel links appear in {@code CLIENT LIST}. */
    private static final String CLIENT_NAME = "rolegate";

    private static final Set<String> WITHOUT_ARGUMENTS =
            Set.of("WRONGPASS", "NOAUTH", "NOPERM", "LOADING", "MASTERDOWN");

    private Login() {}

    /**
     * Logs in and names the connection; a server that knows no names is no fault.
     *
     * @param done takes the refusal, or nothing after a success; not called if the connection is lost meanwhile
     */
    static void perform(RespConnection link, Credentials credentials, Consumer<Optional<String>> done) {
        if (credentials.password().isEmpty()) {
            link.ask("CLIENT", "SETNAME", CLIENT_NAME);
            done.accept(Optional.empty());
            return;
        }
        List<byte[]> arguments = new ArrayList<>();
        arguments.add("AUTH".getBytes(StandardCharsets.US_ASCII));
        credentials.user().ifPresent(user -> arguments.add(user.getBytes(StandardCharsets.UTF_8)));
        arguments.add(credentials.password().get().utf8());
        link.ask(arguments.toArray(byte[][]::new)).addListener((FutureListener<RespValue>) reply -> {
            if (reply.isSuccess()) {
                Optional<String> refusal = reply.getNow().error().map(Login::refused);
                if (refusal.isEmpty()) {
                    link.ask("CLIENT", "SETNAME", CLIENT_NAME);
                }
                done.accept(refusal);
            }
        });
    }

    /** A server that does not know AUTH repeats its arguments in the error, the password among them. */
    private static String refused(RespValue.ErrorReply error) {
        return "AUTH refused: "
                + (WITHOUT_ARGUMENTS.contains(error.code()) ? NetworkErrors.oneLine(error.message()) : error.code());
    }

    /** Returns the value of a future that has succeeded, else nothing. */
    static Optional<RespValue> value(Future<RespValue> reply) {
        return reply.isSuccess() ? Optional.of(reply.getNow()) : Optional.empty();
    }
}
