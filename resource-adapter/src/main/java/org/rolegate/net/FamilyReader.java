package org.rolegate.net;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.rolegate.core.session.CommandFamily;
import org.rolegate.core.session.FamilyCounts;
import org.rolegate.resp.Keep;
import org.rolegate.resp.RequestSink;
import org.rolegate.resp.RequestSplitter;

/** Finds the families of commands in what a client said; of the words themselves it keeps nothing. */
final class FamilyReader implements RequestSink {

    private final RequestSplitter requests = new RequestSplitter(this);
    private final List<CommandFamily> families = new ArrayList<>();
    private CommandFamily family = CommandFamily.OTHER;

    private FamilyReader() {}

    /** Returns the families of the last so many commands; those that are not kept are of no known one. */
    static FamilyCounts ofLast(int commands, Kept kept) {
        FamilyReader reader = new FamilyReader();
        kept.forEach(bytes -> {
            reader.requests.feed(bytes.nioBuffer());
            bytes.release();
        });
        return reader.last(commands);
    }

    private FamilyCounts last(int commands) {
        int known = Math.min(commands, families.size());
        FamilyCounts notKept = FamilyCounts.of(Collections.nCopies(commands - known, CommandFamily.OTHER));
        return FamilyCounts.of(families.subList(families.size() - known, families.size()))
                .plus(notKept);
    }

    @Override
    public Keep named(byte[] name, int length) {
        family = CommandFamily.of(name, length);
        return Keep.NOTHING;
    }

    @Override
    public void command() {
        families.add(family);
    }

    @Override
    public void command(List<byte[]> words) {
        command();
    }

    @Override
    public void commandTooLong() {
        command();
    }
}
