package org.rolegate.net.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.rolegate.conversation.CommandNames;
import org.rolegate.core.stats.CommandCounts;
import org.rolegate.resp.ArgumentCapture;
import org.rolegate.resp.RequestFramer;
import org.rolegate.resp.RequestSink;

/** A reader of the command names in requests. It keeps no argument, and no name that is not in {@link CommandNames}. */
final class CommandNameReader implements RequestSink {

    private final RequestFramer requests = new RequestFramer(this);
    private final List<String> names = new ArrayList<>();

    private CommandNameReader() {}

    /**
     * Counts the last commands of a session by name. A command that is not among the unanswered requests counts as
     * {@link CommandNames#OTHER}.
     */
    static CommandCounts countLast(int commands, UnansweredRequests unanswered) {
        CommandNameReader reader = new CommandNameReader();
        reader.names.addAll(Collections.nCopies(commands, CommandNames.OTHER));
        unanswered.forEach(bytes -> {
            reader.requests.feed(bytes.nioBuffer());
            bytes.release();
        });
        int all = reader.names.size();
        return CommandCounts.of(reader.names.subList(all - commands, all));
    }

    @Override
    public ArgumentCapture named(byte[] name, int length) {
        names.add(CommandNames.of(name, length));
        return ArgumentCapture.NOTHING;
    }

    @Override
    public void command() {
        // Counted by its name.
    }

    @Override
    public void command(List<byte[]> arguments) {
        // No arguments are kept.
    }

    @Override
    public void commandTooLong() {
        // No arguments are kept.
    }
}
