package org.rolegate.resp;

/** Who hears of the replies a {@link ReplySplitter} finds. */
public interface ReplySink {

    /** A whole reply that is no error; errors inside an array are part of it. */
    void reply();

    /**
     * A whole reply that is an error.
     *
     * @param code its first word from index 0 on, of a longer one the first {@link ReplySplitter#LONGEST_CODE} bytes;
     *     valid during the call only
     * @param length the length of the code
     */
    void error(byte[] code, int length);

    /** What the server said unasked is whole: no reply. */
    void push();
}
