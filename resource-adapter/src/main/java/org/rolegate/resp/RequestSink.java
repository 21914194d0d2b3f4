package org.rolegate.resp;

import java.util.List;

/** Who hears of the commands a {@link RequestFramer} finds. */
public interface RequestSink {

    /**
     * A command's name is there, its other words may still be under way.
     *
     * @param name the name in upper case from index 0 on, of a longer one the first {@link RequestFramer#LONGEST_NAME}
     *     bytes; valid during the call only
     * @param length the length of the name
     * @return how much of this command's words is to be kept for {@link #command(List)}
     */
    ArgumentCapture named(byte[] name, int length);

    /** The command is whole; its words were not kept. */
    void command();

    /**
     * The command is whole, and here are its words.
     *
     * @param arguments the name in upper case, then the arguments as sent; the receiver's own
     */
    void command(List<byte[]> arguments);

    /** The command is whole; its words were to be kept, but are more or longer than is kept. */
    void commandTooLong();
}
