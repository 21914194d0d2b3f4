package org.rolegate.resp;

/** A receiver of the replies that a {@link ReplyFramer} finds. */
public interface ReplySink {

    /** Handles a complete reply that is no error; errors inside an array are part of it. */
    void reply();

    /**
     * Handles a complete reply that is an error.
     *
     * @param code its text up to the first space, from index 0 on, truncated to {@link ReplyFramer#LONGEST_CODE} bytes;
     *     valid only during the call
     * @param length the length of the code
     */
    void error(byte[] code, int length);

    /** Returns whether the kinds of arrays that begin now are needed. */
    boolean kindsMatter();

    /**
     * Handles a complete array whose kind is needed.
     *
     * @param kind its first element from index 0 on, if that is a string; truncated and valid like the code of an error
     * @param length the length of the kind; 0 if the first element is no string
     */
    void array(byte[] kind, int length);

    /**
     * Handles a complete push message, which is no reply.
     *
     * @param kind its first element, as of an array
     * @param length the length of the kind
     */
    void push(byte[] kind, int length);
}
