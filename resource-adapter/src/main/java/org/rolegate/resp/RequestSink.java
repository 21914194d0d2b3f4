package org.rolegate.resp;

import java.util.List;

/** A receiver of the commands that a {@link RequestFramer} finds. */
public interface RequestSink {

    /**
     * Handles the name of a command, whose arguments may not have arrived yet.
     *
     * @param name the name in upper case from index 0 on, truncated to {@link RequestFramer#LONGEST_NAME} bytes; valid only
     *     during the call
     * @param length the length of the name
     * @return how much of this command is captured for {@link #command(List)}
     */
    ArgumentCapture named(byte[] name, int length);

    /** Handles a complete command of which nothing was captured. */
    void command();

    /**
     * Handles a complete command with its captured arguments.
     *
     * @param arguments the name in upper case, then the arguments as sent; the receiver owns them
     */
    void command(List<byte[]> arguments);

    /** Handles a complete command whose arguments were to be captured but exceed the limits. */
    void commandTooLong();
}
