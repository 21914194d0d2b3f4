package org.rolegate.core.session;

/**
 * Why a session ended, with HAProxy's two termination letters: who ended it, and in which phase.
 *
 * @see <a href="https://docs.haproxy.org/3.2/configuration.html#8.5">HAProxy, session state at disconnection</a>
 */
public enum Ending {
    /** Both sides closed in good order. */
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
    /** Of one server: the session left it and went on with another. */
    MOVED("--", "moved"),
    /** No server could take the session, or it could not be heard, until the time to hold it was over. */
    HOLD_TIMEOUT("sQ", "hold-timeout"),
    /** The client left while it was held. */
    CLIENT_GONE_HELD("CQ", "client-gone-held"),
    /** The server lost the role for which the session was opened, or went down. */
    DEMOTED("DD", "demoted"),
    /** One side had finished, and the other did not in the time allowed. */
    FIN_TIMEOUT("sD", "fin-timeout"),
    /** The client said nothing from the beginning, for as long as it may. */
    FIRST_BYTE_TIMEOUT("cR", "first-byte-timeout"),
    /** Nothing passed for as long as the client may be silent. */
    CLIENT_TIMEOUT("cD", "client-timeout"),
    /** Nothing passed for as long as the server may be silent. */
    SERVER_TIMEOUT("sD", "server-timeout"),
    /** The client speaks another protocol. */
    FOREIGN_PROTOCOL("PR", "foreign-protocol"),
    /** An operator ended it. */
    KILLED("KD", "killed"),
    /** Rolegate stopped. */
    STOPPED("UD", "stopped"),
    /** A fault inside Rolegate. */
    INTERNAL("ID", "internal");

    private final String letters;
    private final String word;

    Ending(String letters, String word) {
        this.letters = letters;
        this.word = word;
    }

    public String letters() {
        return letters;
    }

    /** Returns the letters and the word, unique among the endings, for example {@code DD demoted}. */
    public String label() {
        return letters + " " + word;
    }
}
