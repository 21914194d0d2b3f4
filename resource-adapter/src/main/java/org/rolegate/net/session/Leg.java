package org.rolegate.net.session;

import java.io.IOException;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.ReferenceCountUtil;

import org.rolegate.core.session.Ending;
import org.rolegate.core.session.SessionMachine;

/**
 * One side of a session: passes on what it reads.
 *
 * <p>Back-pressure: as long as the other side cannot take more, this side is not read; it is read again as soon as the
 * other side has drained to its low mark. So a slow reader holds up its own session only.
 */
abstract class Leg extends ChannelInboundHandlerAdapter {

    private final SessionMachine machine;
    /** Made when first needed: most sessions never are held back. */
    private PendingBytes stash;

    private long uncounted;
    private boolean detached;

    Leg(SessionMachine machine) {
        this.machine = machine;
    }

    final SessionMachine machine() {
        return machine;
    }

    /** Returns the channel to pass bytes on to; null before the server is connected. */
    abstract SocketChannel other();

    abstract void count(long bytes);

    /** Tells whether what was read, or anything, may be passed on at this very moment. */
    abstract boolean mayPass();

    /** Looks at what is to be passed on, and tells whether it may be. */
    boolean passes(ByteBuf bytes) {
        return mayPass();
    }

    /** Takes over what is about to be passed on, and returns it, or what is to be passed on in its place. */
    abstract ByteBuf follow(ByteBuf bytes);

    /** This side can take more: the other one is read again, unless it is held. */
    abstract void resumeOther();

    abstract void done();

    abstract void broke();

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (machine.closed() || detached) {
            ReferenceCountUtil.release(message);
            return;
        }
        ByteBuf bytes = (ByteBuf) message;
        if (!machine.connected() || stashed() || !passes(bytes)) {
            stash(bytes);
            hold(context);
            return;
        }
        uncounted += bytes.readableBytes();
        other().write(follow(bytes), other().voidPromise());
        if (!other().isWritable()) {
            // Not only when the read is complete: one may take many buffers.
            flush(context);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (uncounted == 0) {
            return;
        }
        count(uncounted);
        uncounted = 0;
        if (other() != null) {
            flush(context);
        }
        turnEnded();
    }

    private void flush(ChannelHandlerContext context) {
        if (stillPasses()) {
            other().flush();
            holdIfFull(context);
        }
    }

    /** Looks once more, directly before it leaves, whether what was passed on may; gives it up if it may not. */
    boolean stillPasses() {
        return true;
    }

    /** What was read in one turn was passed on. */
    void turnEnded() {}

    /** Is heard of no more: the session goes on without this side. */
    final void detach() {
        detached = true;
        dropStash();
    }

    final boolean detached() {
        return detached;
    }

    /** How much may lie here before this side is no longer read. */
    abstract int mostStashed();

    private void stash(ByteBuf bytes) {
        if (stash == null) {
            stash = new PendingBytes();
        }
        stash.add(bytes);
    }

    /** Stops reading what cannot be passed on. */
    private void hold(ChannelHandlerContext context) {
        if (full()) {
            context.channel().config().setAutoRead(false);
        }
        machine.onPending();
    }

    /** Passes on what was stashed, if that is allowed now; returns false if something still lies here. */
    final boolean passStash() {
        if (stashed()) {
            if (!mayPass()) {
                return false;
            }
            count(stash.passTo(other(), this::follow));
        }
        return true;
    }

    final boolean stashed() {
        return stash != null && !stash.isEmpty();
    }

    final boolean full() {
        return stash != null && stash.size() > mostStashed();
    }

    final void dropStash() {
        if (stash != null) {
            stash.release();
        }
    }

    private void holdIfFull(ChannelHandlerContext context) {
        if (!other().isWritable()) {
            context.channel().config().setAutoRead(false);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (context.channel().isWritable() && other() != null) {
            resumeOther();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE && !detached) {
            done();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (!machine.closed() && !detached) {
            broke();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (detached) {
            context.close();
        } else if (cause instanceof IOException) {
            broke();
        } else {
            machine.end(Ending.INTERNAL);
        }
    }
}
