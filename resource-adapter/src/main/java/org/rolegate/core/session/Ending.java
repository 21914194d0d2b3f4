package org.rolegate.core.session;

/**
 * The reason why a session ended, with HAProxy's two termination letters: who ended it, and in which phase.
 *
 * @see <a href="https://docs.haproxy.org/3.2/configuration.html#8.5">HAProxy, session state at disconnection</a>
 */
public enum Ending {
    /** Both sides closed gracefully. */
    NORMAL("--", "normal"),
    /** The client reset the connection, or it broke. */
    CLIENT_ABORT("CD", "client-abort"),
    /** The client left before its server was connected. */
    CLIENT_GONE_EARLY("CC", "client-gone-early"),
    /** The server reset the connection, or it broke. */
    SERVER_ABORT("SD", "server-abort"),
    /** The server refused the connection, or could not be reached. */
    CONNECT_FAILED("SC", "connect-failed"),
    /** The server did not accept the connection in time. */
    CONNECT_TIMEOUT("sC", "connect-timeout"),
    /** No server could take the session: no master, no replica. */
    NO_SERVER("SC", "no-server"),
    /** The session left one server and resumed on another; only counted per server. */
    MOVED("--", "moved"),
    /** The session was held until its timer expired. */
    HOLD_TIMEOUT("sQ", "hold-timeout"),
    /** The client left while it was held. */
    CLIENT_GONE_HELD("CQ", "client-gone-held"),
    /** The server lost the role for which the session was opened, or went down. */
    DEMOTED("DD", "demoted"),
    /** One side half-closed, and the other did not in time. */
    FIN_TIMEOUT("sD", "fin-timeout"),
    /** The client sent no first byte in time. */
    FIRST_BYTE_TIMEOUT("cR", "first-byte-timeout"),
    /** Nothing was forwarded for the idle timeout of the client. */
    CLIENT_TIMEOUT("cD", "client-timeout"),
    /** Nothing was forwarded for the idle timeout of the server. */
    SERVER_TIMEOUT("sD", "server-timeout"),
    /** The client uses another protocol. */
    FOREIGN_PROTOCOL("PR", "foreign-protocol"),
    /** An operator ended it. */
    KILLED("KD", "killed"),
    /** Rolegate stopped. */
    STOPPED("UD", "stopped"),
    /** A fault inside Rolegate. */
    INTERNAL("ID", "internal");

    private final String letters;
    private final String text;

    Ending(String letters, String text) {
        this.letters = letters;
        this.text = text;
    }

    public String letters() {
        return letters;
    }

    /** Returns the letters and the name in lower case, unique among the endings, for example {@code DD demoted}. */
    public String label() {
        return letters + " " + text;
    }
}
