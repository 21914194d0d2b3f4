package org.rolegate.resp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** What a {@link RequestFramer} makes of a stream that comes in random pieces. */
final class FramedRequests implements RequestSink {

    /** The words of all whole commands, as their bytes in the stream say. */
    final List<List<byte[]>> commands = new ArrayList<>();

    private final byte[] stream;
    private final RandomGenerator random;
    private final RequestFramer splitter = new RequestFramer(this);
    private ByteBuffer piece;
    private int end;
    private String name;
    private ArgumentCapture keep = ArgumentCapture.NOTHING;

    FramedRequests(byte[] stream, RandomGenerator random) {
        this.stream = stream;
        this.random = random;
        int most = random.nextBoolean() ? 4 : 40 + stream.length;
        for (int start = 0; start < stream.length; start = piece.position()) {
            piece = ByteBuffer.wrap(stream, start, Math.min(stream.length - start, 1 + random.nextInt(most)));
            if (random.nextInt(4) == 0) {
                splitter.finishCommand(piece);
                check(splitter.odd() || splitter.atBoundary() || !piece.hasRemaining(), "not finished");
            }
            splitter.feed(piece);
            check(!piece.hasRemaining(), "a piece is not used up");
        }
        check(splitter.odd() || splitter.atBoundary() == (end == stream.length), "a boundary where none is");
        check(splitter.commands() == commands.size(), "commands");
    }

    boolean odd() {
        return splitter.odd();
    }

    boolean atBoundary() {
        return splitter.atBoundary();
    }

    @Override
    public ArgumentCapture named(byte[] bytes, int length) {
        name = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        keep = ArgumentCapture.values()[random.nextInt(ArgumentCapture.values().length)];
        return keep;
    }

    @Override
    public void command() {
        int start = end;
        end = piece.position();
        List<byte[]> words = wordsOf(Arrays.copyOfRange(stream, start, end));
        String first = upper(words.get(0));
        check(name.equals(first.substring(0, Math.min(RequestFramer.LONGEST_NAME, first.length()))), "name");
        commands.add(words);
    }

    @Override
    public void command(List<byte[]> kept) {
        command();
        List<byte[]> words = commands.get(commands.size() - 1);
        int most = keep.ignoresRest() ? keep.mostArguments() : Integer.MAX_VALUE;
        check(kept.size() == Math.min(most, words.size()), "number of words");
        for (int i = 1; i < kept.size(); i++) {
            check(Arrays.equals(kept.get(i), words.get(i)), "word");
        }
    }

    @Override
    public void commandTooLong() {
        command();
        List<byte[]> words = commands.get(commands.size() - 1);
        int most = keep.ignoresRest() ? keep.mostArguments() : Integer.MAX_VALUE;
        int bytes = words.stream().limit(most).mapToInt(word -> word.length).sum();
        check(!keep.ignoresRest() && words.size() > keep.mostArguments() || bytes > keep.mostBytes(), "too long");
    }

    private static List<byte[]> wordsOf(byte[] request) {
        try {
            return proven(request);
        } catch (RuntimeException e) {
            throw new IllegalStateException("the splitter is wrong about " + RespBytes.readable(request), e);
        }
    }

    /** Takes the words out of a request as simply as can be, and proves it by writing them again. */
    private static List<byte[]> proven(byte[] request) {
        List<byte[]> words = new ArrayList<>();
        int at = indexOfLineEnd(request, 0) + 2;
        while (at < request.length) {
            int line = indexOfLineEnd(request, at);
            int length = Integer.parseInt(new String(request, at + 1, line - at - 1, StandardCharsets.ISO_8859_1));
            words.add(Arrays.copyOfRange(request, line + 2, line + 2 + length));
            at = line + 2 + length + 2;
        }
        check(Arrays.equals(RespCommand.encode(words.toArray(byte[][]::new)), request), "not canonical");
        return words;
    }

    private static int indexOfLineEnd(byte[] bytes, int from) {
        int at = from;
        while (bytes[at] != '\r') {
            at++;
        }
        return at;
    }

    private static String upper(byte[] word) {
        StringBuilder upper = new StringBuilder();
        for (byte one : word) {
            String letter = String.valueOf((char) (one & 0xff));
            upper.append(one < 0 ? letter : letter.toUpperCase(Locale.ROOT));
        }
        return upper.toString();
    }

    private static void check(boolean right, String what) {
        if (!right) {
            throw new IllegalStateException("the splitter is wrong about itself: " + what);
        }
    }
}
