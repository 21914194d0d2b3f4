package org.rolegate.resp;

/** The amount of a command's name and arguments that a {@link RequestFramer} captures. */
public enum ArgumentCapture {
    /** Nothing. */
    NOTHING(0, 0, false),
    /** Up to 64 arguments of 4 KiB in total; nothing of a larger command. */
    FEW(64, 4 * 1024, false),
    /** Up to 1024 arguments of 64 KiB in total, such as channel names; nothing of a larger command. */
    MANY(1 + 1024, 64 * 1024, false),
    /** The name and the first two arguments, of 64 KiB in total; further arguments are ignored. */
    FIRST(3, 64 * 1024, true);

    private final int mostArguments;
    private final int mostBytes;
    private final boolean ignoresRest;

    ArgumentCapture(int mostArguments, int mostBytes, boolean ignoresRest) {
        this.mostArguments = mostArguments;
        this.mostBytes = mostBytes;
        this.ignoresRest = ignoresRest;
    }

    /** Returns the maximum number of captured arguments, the command name included. */
    int mostArguments() {
        return mostArguments;
    }

    /** Returns the maximum number of bytes in all captured arguments. */
    int mostBytes() {
        return mostBytes;
    }

    /** Returns whether further arguments are ignored; otherwise they make the command too long. */
    boolean ignoresRest() {
        return ignoresRest;
    }
}
