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
 * What a client says, with DISCARD in the place of EXEC: for one that watched keys on a server that it has left. What may
 * become EXEC is kept back until it is whole.
 */
public final class ExecSuppressor {

    /** Of an EXEC with nothing behind it; one with something behind it is an error anywhere. */
    private static final int LENGTH = RespCommand.encode("EXEC").length;

    private static final byte[] DISCARD = RespCommand.encode("DISCARD");

    private final Finder finder = new Finder();
    private final RequestFramer requests = new RequestFramer(finder);
    /** The beginning of a command of which the server got nothing yet. */
    private final ByteBuf keptBack = Unpooled.buffer(LENGTH);

    /** The server has the beginning of the command that is half-way. */
    private boolean begun;

    /** Takes over the client's bytes and returns what the server is to get: the very same, unless EXEC may be among them. */
    ByteBuf pass(ByteBuf bytes) {
        ByteBuffer in = bytes.nioBuffer();
        int first = in.position();
        // Null as long as all of it can stay as it is: a client may never end its watch.
        ByteBuf out = keptBack.isReadable() ? Unpooled.buffer(in.remaining() + LENGTH) : null;
        while (in.hasRemaining() && !requests.odd()) {
            int start = in.position();
            finder.exec = false;
            requests.feedOne(in);
            boolean goesOut = goesOut(in.position() - start);
            if (out == null && !goesOut) {
                out = Unpooled.buffer(in.remaining() + in.position() - first + LENGTH);
                out.writeBytes(in.duplicate().position(first).limit(start));
            }
            if (out != null) {
                part(in.duplicate().position(start).limit(in.position()), goesOut, out);
            }
            begun = goesOut && !requests.atBoundary();
        }
        if (out == null) {
            return bytes;
        }
        bytes.release();
        return out;
    }

    /** Tells whether the server may have so many bytes more of the command that was read last. */
    private boolean goesOut(int more) {
        boolean whole = requests.atBoundary();
        return !(whole && finder.exec) && (whole || begun || keptBack.readableBytes() + more >= LENGTH);
    }

    /** Takes what was read of one command. */
    private void part(ByteBuffer part, boolean goesOut, ByteBuf out) {
        if (goesOut) {
            out.writeBytes(keptBack).writeBytes(part);
            keptBack.clear();
        } else if (requests.atBoundary()) {
            keptBack.clear();
            out.writeBytes(DISCARD);
        } else {
            keptBack.writeBytes(part);
        }
    }

    /** Takes over the client's bytes and returns them behind what was kept back; EXEC may be carried out again. */
    ByteBuf end(ByteBuf bytes) {
        return keptBack.isReadable() ? Unpooled.wrappedBuffer(keptBack, bytes) : bytes;
    }

    /** Hears of each command. */
    private static final class Finder implements RequestSink {

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
            // More than one word.
        }
    }
}
