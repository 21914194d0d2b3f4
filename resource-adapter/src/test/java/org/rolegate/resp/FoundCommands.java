package org.rolegate.resp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Writes down what a {@link RequestFramer} found. */
final class FoundCommands implements RequestSink {

    /** The names of whole commands. */
    final List<String> events = new ArrayList<>();

    /** The words of whole commands as far as wanted; none otherwise. */
    final List<List<byte[]>> commands = new ArrayList<>();

    int tooLong;
    private final Predicate<String> wanted;
    private String name = "";

    FoundCommands() {
        this(name -> true);
    }

    FoundCommands(Predicate<String> wanted) {
        this.wanted = wanted;
    }

    @Override
    public ArgumentCapture named(byte[] bytes, int length) {
        name = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        return wanted.test(name) ? ArgumentCapture.FEW : ArgumentCapture.NOTHING;
    }

    @Override
    public void command() {
        command(List.of());
    }

    @Override
    public void command(List<byte[]> words) {
        events.add(name);
        commands.add(words);
    }

    @Override
    public void commandTooLong() {
        tooLong++;
        command();
    }

    List<List<String>> texts() {
        return commands.stream()
                .map(words -> words.stream()
                        .map(word -> new String(word, StandardCharsets.ISO_8859_1))
                        .toList())
                .toList();
    }
}
