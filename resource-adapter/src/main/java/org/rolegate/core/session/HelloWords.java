package org.rolegate.core.session;

import java.util.List;
import java.util.Optional;

/** The arguments of a HELLO, as far as they are understood: {@code [version [AUTH user password] [SETNAME name]]}. */
final class HelloWords {

    private static final int OPTIONS = 2;

    private final List<byte[]> words;
    private final boolean understood;
    private int user;
    private int name;

    HelloWords(List<byte[]> words) {
        this.words = words;
        this.understood = read();
    }

    private boolean read() {
        int at = OPTIONS;
        while (at < words.size()) {
            if (Words.is(words.get(at), "AUTH") && at + 2 < words.size() && user == 0) {
                user = at + 1;
                at += 3;
            } else if (Words.is(words.get(at), "SETNAME") && at + 1 < words.size() && name == 0) {
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
        return words.size() < OPTIONS ? Optional.empty() : Optional.of(words.get(OPTIONS - 1));
    }

    /** The AUTH command that says the same. */
    Optional<byte[][]> auth() {
        return user == 0
                ? Optional.empty()
                : Optional.of(new byte[][] {Words.of("AUTH"), words.get(user), words.get(user + 1)});
    }

    Optional<byte[]> name() {
        return name == 0 ? Optional.empty() : Optional.of(words.get(name));
    }

    /**
     * Whether the session may be another one than before although Redis refused it: Redis 7.0 logs in and only then
     * stumbles over the next option.
     */
    boolean mayHaveLoggedIn(String errorCode) {
        boolean before = errorCode.equals("WRONGPASS") || errorCode.equals("NOPROTO") || errorCode.equals("NOPERM");
        return words.stream().anyMatch(word -> Words.is(word, "AUTH")) && !(understood && before);
    }
}
