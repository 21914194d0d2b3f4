package org.rolegate.resp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where commands and replies end, told the plain way: recursively, by regular expressions, over a stream that is there as a
 * whole.
 *
 * @param ends where each whole command, reply or push ends
 * @param events what it was: the command's name, or reply, push, error and its code
 * @param odd whether what follows the last end can no longer become a whole
 */
record FramingReference(List<Integer> ends, List<String> events, boolean odd) {

    private static final int MORE = -1;
    private static final int ODD = -2;
    private static final int CODE = 32;
    private static final Pattern LINE = Pattern.compile("[-+:,(#_][^\r\n]*\r\n");
    private static final Pattern LENGTH = Pattern.compile("(0|[1-9][0-9]*)\r\n");
    private static final Pattern LENGTH_OR_NULL = Pattern.compile("(0|[1-9][0-9]*|-1)\r\n");

    private static final class Unfinished extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int why;

        Unfinished(int why) {
            super(null, null, false, false);
            this.why = why;
        }
    }

    private record Length(long value, int end) {}

    private interface Grammar {
        int end(String text, int at);
    }

    static FramingReference ofRequests(byte[] stream) {
        return of(stream, FramingReference::command, FramingReference::name);
    }

    static FramingReference ofReplies(byte[] stream) {
        return ofReplies(stream, false);
    }

    static FramingReference ofReplies(byte[] stream, boolean kindsMatter) {
        return of(stream, (text, at) -> value(text, at, true), text -> kind(text, kindsMatter));
    }

    private interface Description {
        String of(String text);
    }

    private static FramingReference of(byte[] stream, Grammar grammar, Description description) {
        String text = new String(stream, StandardCharsets.ISO_8859_1);
        List<Integer> ends = new ArrayList<>();
        List<String> events = new ArrayList<>();
        int at = 0;
        try {
            while (at < text.length()) {
                int end = grammar.end(text, at);
                ends.add(end);
                events.add(description.of(text.substring(at, end)));
                at = end;
            }
        } catch (Unfinished e) {
            return new FramingReference(ends, events, e.why == ODD);
        }
        return new FramingReference(ends, events, false);
    }

    private static int command(String text, int start) {
        Length words = length(LENGTH, text, due(text, start, "*"), RequestFramer.MOST_ARGUMENTS);
        if (words.value == 0) {
            throw new Unfinished(ODD);
        }
        int at = words.end;
        for (long i = 0; i < words.value; i++) {
            at = bulk(text, length(LENGTH, text, due(text, at, "$"), RequestFramer.LONGEST_ARGUMENT));
            if (i == 0 && name(text.substring(start, at)).contains("\0")) {
                throw new Unfinished(ODD);
            }
        }
        return at;
    }

    private static int value(String text, int start, boolean outermost) {
        int at = due(text, start, "-+:,(#_$=!*~%|>");
        char type = text.charAt(start);
        if ("-+:,(#_".indexOf(type) >= 0) {
            return matched(LINE, text, start).end();
        }
        if (type == '>' && !outermost) {
            throw new Unfinished(ODD);
        }
        Length length = length(type == '$' || type == '*' ? LENGTH_OR_NULL : LENGTH, text, at, ReplyFramer.LONGEST);
        if (length.value < 0) {
            return length.end;
        }
        if ("$=!".indexOf(type) >= 0) {
            return bulk(text, length);
        }
        int end = length.end;
        for (long i = (type == '%' || type == '|' ? 2 : 1) * length.value; i > 0; i--) {
            end = value(text, end, false);
        }
        return type == '|' ? value(text, end, outermost) : end;
    }

    private static int due(String text, int at, String types) {
        if (at == text.length()) {
            throw new Unfinished(MORE);
        }
        if (types.indexOf(text.charAt(at)) < 0) {
            throw new Unfinished(ODD);
        }
        return at + 1;
    }

    private static Length length(Pattern pattern, String text, int at, long most) {
        Matcher digits = Pattern.compile("[0-9]{1,18}").matcher(text).region(at, text.length());
        if (digits.lookingAt() && Long.parseLong(digits.group()) > most) {
            throw new Unfinished(ODD);
        }
        Matcher line = matched(pattern, text, at);
        return new Length(Long.parseLong(line.group(1)), line.end());
    }

    private static Matcher matched(Pattern pattern, String text, int at) {
        Matcher matcher = pattern.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            throw new Unfinished(matcher.hitEnd() ? MORE : ODD);
        }
        return matcher;
    }

    private static int bulk(String text, Length length) {
        long end = length.end + length.value;
        if (end >= text.length()) {
            throw new Unfinished(MORE);
        }
        String tail = text.substring((int) end, (int) Math.min(end + 2, text.length()));
        if (tail.equals("\r")) {
            throw new Unfinished(MORE);
        }
        if (!tail.equals("\r\n")) {
            throw new Unfinished(ODD);
        }
        return (int) end + 2;
    }

    private static String name(String command) {
        Length words = length(LENGTH, command, 1, RequestFramer.MOST_ARGUMENTS);
        Length name = length(LENGTH, command, words.end + 1, RequestFramer.LONGEST_ARGUMENT);
        String word = command.substring(name.end, name.end + (int) Math.min(name.value, RequestFramer.LONGEST_NAME));
        StringBuilder upper = new StringBuilder();
        word.chars()
                .forEach(one -> upper.append(
                        one < 0x80 ? String.valueOf((char) one).toUpperCase(Locale.ROOT) : String.valueOf((char) one)));
        return upper.toString();
    }

    /** The first element of an aggregate, if it is a string: as far as its first word goes. */
    private static String firstWord(String reply, int start) {
        int at = reply.indexOf("\r\n", start) + 2;
        boolean string = at < reply.length() && (reply.charAt(at) == '$' || reply.charAt(at) == '+');
        if (!string) {
            return "";
        }
        int from = at + 1;
        int end = reply.indexOf("\r\n", from);
        if (reply.charAt(at) == '$') {
            Length length = length(LENGTH_OR_NULL, reply, from, ReplyFramer.LONGEST);
            from = length.end;
            end = from + (int) Math.max(0, length.value);
        }
        String word = reply.substring(from, end);
        word = word.indexOf(' ') < 0 ? word : word.substring(0, word.indexOf(' '));
        return word.substring(0, Math.min(CODE, word.length()));
    }

    private static String kind(String reply, boolean kindsMatter) {
        int start = 0;
        while (reply.charAt(start) == '|') {
            Length entries = length(LENGTH, reply, start + 1, ReplyFramer.LONGEST);
            start = entries.end;
            for (long i = 2 * entries.value; i > 0; i--) {
                start = value(reply, start, false);
            }
        }
        char type = reply.charAt(start);
        if (type == '>') {
            return "push " + firstWord(reply, start);
        }
        if (type == '*' && kindsMatter) {
            return "array " + firstWord(reply, start);
        }
        if (type != '-' && type != '!') {
            return "reply";
        }
        int from = type == '-' ? start + 1 : length(LENGTH, reply, start + 1, ReplyFramer.LONGEST).end;
        String message = reply.substring(from, reply.length() - 2);
        String code = message.indexOf(' ') < 0 ? message : message.substring(0, message.indexOf(' '));
        return "error " + code.substring(0, Math.min(CODE, code.length()));
    }
}
