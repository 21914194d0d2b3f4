package org.rolegate.net.session;

import java.nio.ByteBuffer;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import org.rolegate.conversation.CommandClass;
import org.rolegate.resp.ArgumentCapture;
import org.rolegate.resp.RequestFramer;
import org.rolegate.resp.RequestSink;
import org.rolegate.resp.RespCommand;

/**
 * A filter of a client's bytes that replaces EXEC by DISCARD, for a client that watched keys on a server that its session has
 * left. The beginning of a command that may become EXEC is withheld until the command is complete.
 */
final class ExecSuppressor {

    /** The length of an EXEC without arguments. An EXEC with arguments is an error on every server. */
    private static final int LENGTH = RespCommand.encode("EXEC").length;

    private static final byte[] DISCARD = RespCommand.encode("DISCARD");

    private final ExecFinder finder = new ExecFinder();
    private final RequestFramer requests = new RequestFramer(finder);
    /** The beginning of a command of which nothing was forwarded yet. */
    private final ByteBuf withheld = Unpooled.buffer(LENGTH);

    /** The beginning of the incomplete command was forwarded. */
    private boolean begun;

    /**
     * Takes over the client's bytes and returns what the server gets. These are the same bytes unless EXEC may be among them.
     */
    ByteBuf suppress(ByteBuf bytes) {
        ByteBuffer in = bytes.nioBuffer();
        int first = in.position();
        // Null as long as the bytes can stay as they are: a client may never end its watch.
        ByteBuf out = withheld.isReadable() ? Unpooled.buffer(in.remaining() + LENGTH) : null;
        while (in.hasRemaining() && !requests.odd()) {
            int start = in.position();
            finder.exec = false;
            requests.feedOne(in);
            boolean forwarded = mayForward(in.position() - start);
            if (out == null && !forwarded) {
                out = Unpooled.buffer(in.remaining() + in.position() - first + LENGTH);
                out.writeBytes(in.duplicate().position(first).limit(start));
            }
            if (out != null) {
                write(in.duplicate().position(start).limit(in.position()), forwarded, out);
            }
            begun = forwarded && !requests.atBoundary();
        }
        if (out == null) {
            return bytes;
        }
        bytes.release();
        return out;
    }

    /** Tells whether the given number of further bytes of the current command may be forwarded. */
    private boolean mayForward(int more) {
        boolean complete = requests.atBoundary();
        return !(complete && finder.exec) && (complete || begun || withheld.readableBytes() + more >= LENGTH);
    }

    /** Writes a part of one command, or withholds it, or replaces the command by DISCARD. */
    private void write(ByteBuffer part, boolean forwarded, ByteBuf out) {
        if (forwarded) {
            out.writeBytes(withheld).writeBytes(part);
            withheld.clear();
        } else if (requests.atBoundary()) {
            withheld.clear();
            out.writeBytes(DISCARD);
        } else {
            withheld.writeBytes(part);
        }
    }

    /** Ends the suppression: takes over the client's bytes and returns them behind the withheld ones. */
    ByteBuf end(ByteBuf bytes) {
        return withheld.isReadable() ? Unpooled.wrappedBuffer(withheld, bytes) : bytes;
    }

    /** A sink that detects an EXEC without arguments. */
    private static final class ExecFinder implements RequestSink {

        private boolean exec;

        @Override
        public ArgumentCapture named(byte[] name, int length) {
            return CommandClass.of(name, length) == CommandClass.EXEC ? ArgumentCapture.FEW : ArgumentCapture.NOTHING;
        }

        @Override
        public void command() {
            // Not EXEC.
        }

        @Override
        public void command(List<byte[]> arguments) {
            exec = arguments.size() == 1;
        }

        @Override
        public void commandTooLong() {
            // It has more than one argument.
        }
    }
}
