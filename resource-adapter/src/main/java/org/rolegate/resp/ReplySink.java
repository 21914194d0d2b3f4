package org.rolegate.resp;

/** Who hears of the replies a {@link ReplyFramer} finds. */
public interface ReplySink {

    /** A whole reply that is no error; errors inside an array are part of it. */
    void reply();

    /**
     * A whole reply that is an error.
     *
     * @param code its first word from index 0 on, of a longer one the first {@link ReplyFramer#LONGEST_CODE} bytes;
     *     valid during the call only
     * @param length the length of the code
     */
    void error(byte[] code, int length);

    /** Tells whether the first words of arrays that begin now matter. */
    boolean kindsMatter();

    /**
     * A whole reply that is an array, whose kind matters.
     *
     * @param kind its first element from index 0 on, if that is a string; as long and as long valid as the code of an error
     * @param length the length of the kind; 0 for what begins with no string
     */
    void array(byte[] kind, int length);

    /**
     * What the server said unasked is whole: no reply.
     *
     * @param kind its first element, as of an array
     * @param length the length of the kind
     */
    void push(byte[] kind, int length);
}
