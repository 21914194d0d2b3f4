package org.rolegate.conversation;

import java.util.List;
import java.util.Optional;

/** The arguments of a HELLO, as far as they are understood: {@code [version [AUTH user password] [SETNAME name]]}. */
final class HelloArguments {

    private static final int OPTIONS = 2;

    private final List<byte[]> arguments;
    private final boolean understood;
    private int user;
    private int name;

    HelloArguments(List<byte[]> arguments) {
        this.arguments = arguments;
        this.understood = read();
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

    /** Whether nothing in it is new to us. */
    boolean understood() {
        return understood;
    }

    Optional<byte[]> version() {
        return arguments.size() < OPTIONS ? Optional.empty() : Optional.of(arguments.get(OPTIONS - 1));
    }

    /** The AUTH command that says the same. */
    Optional<byte[][]> auth() {
        return user == 0
                ? Optional.empty()
                : Optional.of(new byte[][] {Arguments.of("AUTH"), arguments.get(user), arguments.get(user + 1)});
    }

    Optional<byte[]> name() {
        return name == 0 ? Optional.empty() : Optional.of(arguments.get(name));
    }

    /**
     * Whether the session may be another one than before although Redis refused it: Redis 7.0 logs in and only then
     * stumbles over the next option.
     */
    boolean mayHaveLoggedIn(String errorCode) {
        boolean before = errorCode.equals("WRONGPASS") || errorCode.equals("NOPROTO") || errorCode.equals("NOPERM");
        return arguments.stream().anyMatch(argument -> Arguments.is(argument, "AUTH")) && !(understood && before);
    }
}
