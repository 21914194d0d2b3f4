package org.rolegate.tools.clients.load;

import java.net.ConnectException;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The name under which an error is counted. */
final class Kind {

    private static final Pattern CODE = Pattern.compile("([A-Z]{3,})\\b.*", Pattern.DOTALL);

    private Kind() {}

    /** The code of Redis' error reply; without one the class, and whether it says that nobody listened. */
    static String of(Throwable error) {
        boolean refused = false;
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            Matcher code = CODE.matcher(Objects.toString(cause.getMessage(), ""));
            if (code.matches()) {
                return code.group(1);
            }
            refused |= cause instanceof ConnectException;
        }
        return error.getClass().getSimpleName() + (refused ? "/ConnectException" : "");
    }
}
