package org.rolegate.conversation;

import java.util.List;
import java.util.Optional;

/** The arguments of a HELLO; {@code [version [AUTH user password] [SETNAME name]]} is supported. */
final class HelloArguments {

    private static final int OPTIONS = 2;

    private final List<byte[]> arguments;
    private final boolean supported;
    private int user;
    private int name;

    HelloArguments(List<byte[]> arguments) {
        this.arguments = arguments;
        this.supported = read();
    }

    private boolean read() {
        int at = OPTIONS;
        while (at < arguments.size()) {
            if (Arguments.is(arguments.get(at), "AUTH") && at + 2 < arguments.size() && user == 0) {
                user = at + 1;
                at += 3;
            } else if (Arguments.is(arguments.get(at), "SETNAME") && at + 1 < arguments.size() && name == 0) {
                name = at + 1;
                at += 2;
            } else {
                return false;
            }
        }
        return true;
    }

    /** Returns whether all arguments are supported. */
    boolean isSupported() {
        return supported;
    }

    Optional<byte[]> version() {
        return arguments.size() < OPTIONS ? Optional.empty() : Optional.of(arguments.get(OPTIONS - 1));
    }

    /** Returns the equivalent AUTH command if there is an option AUTH. */
    Optional<byte[][]> auth() {
        return user == 0
                ? Optional.empty()
                : Optional.of(new byte[][] {Arguments.of("AUTH"), arguments.get(user), arguments.get(user + 1)});
    }

    Optional<byte[]> name() {
        return name == 0 ? Optional.empty() : Optional.of(arguments.get(name));
    }

    /**
     * Returns whether the user may have changed although Redis refused the command. Redis 7.0 logs in before it checks the next
     * option.
     */
    boolean mayHaveLoggedIn(String errorCode) {
        boolean before = errorCode.equals("WRONGPASS") || errorCode.equals("NOPROTO") || errorCode.equals("NOPERM");
        return arguments.stream().anyMatch(argument -> Arguments.is(argument, "AUTH")) && !(supported && before);
    }
}
