package org.rolegate.net;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.rolegate.core.session.CommandNames;
import org.rolegate.core.stats.CommandCounts;
import org.rolegate.resp.Keep;
import org.rolegate.resp.RequestSink;
import org.rolegate.resp.RequestSplitter;

/** A reader of the command names in requests; it keeps no argument and no name that is not in {@link CommandNames}. */
final class CommandNameReader implements RequestSink {

    private final RequestSplitter requests = new RequestSplitter(this);
    private final List<String> names = new ArrayList<>();

    private CommandNameReader() {}

    /** Counts the last commands of the kept requests by name; those that are not kept count as {@link CommandNames#OTHER}. */
    static CommandCounts countLast(int commands, Kept kept) {
        CommandNameReader reader = new CommandNameReader();
        reader.names.addAll(Collections.nCopies(commands, CommandNames.OTHER));
        kept.forEach(bytes -> {
            reader.requests.feed(bytes.nioBuffer());
            bytes.release();
        });
        int all = reader.names.size();
        return CommandCounts.of(reader.names.subList(all - commands, all));
    }

    @Override
    public Keep named(byte[] name, int length) {
        names.add(CommandNames.of(name, length));
        return Keep.NOTHING;
    }

    @Override
    public void command() {
        // Counted by its name.
    }

    @Override
    public void command(List<byte[]> words) {
        // No arguments are kept.
    }

    @Override
    public void commandTooLong() {
        // No arguments are kept.
    }
}
