package org.rolegate.resp;

/** How much is kept of a command's words. */
public enum ArgumentCapture {
    /** Nothing. */
    NOTHING(0, 0, false),
    /** All of a few short ones; of more nothing. */
    FEW(64, 4 * 1024, false),
    /** All of many, as names of channels may be; of still more nothing. */
    MANY(1 + 1024, 64 * 1024, false),
    /** The name and two arguments, which may be long, whatever comes behind them. */
    FIRST(3, 64 * 1024, true);

    private final int mostWords;
    private final int mostBytes;
    private final boolean restLeftOut;

    ArgumentCapture(int mostWords, int mostBytes, boolean restLeftOut) {
        this.mostWords = mostWords;
        this.mostBytes = mostBytes;
        this.restLeftOut = restLeftOut;
    }

    /** Returns how many words are kept, the name among them. */
    int mostWords() {
        return mostWords;
    }

    /** Returns how many bytes these may have. */
    int mostBytes() {
        return mostBytes;
    }

    /** Whether more words than that are left out, rather than too many. */
    boolean restLeftOut() {
        return restLeftOut;
    }
}
