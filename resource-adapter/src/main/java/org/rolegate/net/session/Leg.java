package org.rolegate.net.session;

import java.io.IOException;
import java.util.Objects;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

import org.rolegate.core.session.Ending;
import org.rolegate.core.session.SessionMachine;

/**
 * One side of a session, which forwards what it reads to the other side. Belongs to the session's event loop.
 *
 * <p>Back-pressure: this side is not read while the other side cannot take more. It is read again as soon as the other side
 * has drained to its low water mark. So a slow reader delays its own session only.
 */
abstract class Leg extends ChannelInboundHandlerAdapter {

    private final SessionMachine machine;
    /** Created when first needed: most sessions are never held. */
    private @Nullable PendingBytes pending;

    private long uncounted;
    private boolean detached;

    Leg(SessionMachine machine) {
        this.machine = machine;
    }

    final SessionMachine machine() {
        return machine;
    }

    /** Returns the channel that bytes are forwarded to; null before the server is connected. */
    abstract @Nullable SocketChannel other();

    /** Returns the channel that bytes are forwarded to, once there is one. */
    private SocketChannel target() {
        return Objects.requireNonNull(other());
    }

    /** Counts bytes that were forwarded. */
    abstract void count(long bytes);

    /** Tells whether this side may forward at this moment. */
    abstract boolean mayForward();

    /** Inspects bytes that are to be forwarded, and tells whether they may be. */
    boolean mayForward(ByteBuf bytes) {
        return mayForward();
    }

    /** Takes over bytes that are about to be forwarded, and returns those that are forwarded in their place. */
    abstract ByteBuf beforeForward(ByteBuf bytes);

    /** Reads the other side again, since this side can take more; does nothing while the other side is held. */
    abstract void resumeOther();

    /** Called when this side has closed its output. */
    abstract void onInputClosed();

    /** Called when this side's connection is lost. */
    abstract void onConnectionLost();

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (machine.closed() || detached) {
            ReferenceCountUtil.release(message);
            return;
        }
        ByteBuf bytes = (ByteBuf) message;
        if (!machine.connected() || hasPending() || !mayForward(bytes)) {
            addPending(bytes);
            hold(context);
            return;
        }
        uncounted += bytes.readableBytes();
        SocketChannel target = target();
        target.write(beforeForward(bytes), target.voidPromise());
        if (!target.isWritable()) {
            // Not only when the read is complete: one read may take many buffers.
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
        onReadForwarded();
    }

    private void flush(ChannelHandlerContext context) {
        if (mayStillForward()) {
            target().flush();
            pauseIfFull(context);
        }
    }

    /** Checks directly before the flush whether the written bytes may be sent; abandons them if they may not. */
    boolean mayStillForward() {
        return true;
    }

    /** Called when the bytes of one read were forwarded. */
    void onReadForwarded() {}

    /** Detaches this side from the session, which continues without it: its further events are ignored. */
    final void detach() {
        detached = true;
        releasePending();
    }

    final boolean detached() {
        return detached;
    }

    /** Returns the number of pending bytes above which this side is no longer read. */
    abstract int maxPendingBytes();

    private void addPending(ByteBuf bytes) {
        if (pending == null) {
            pending = new PendingBytes();
        }
        pending.add(bytes);
    }

    /** Reports the pending bytes, and stops reading if there are too many. */
    private void hold(ChannelHandlerContext context) {
        if (pendingFull()) {
            context.channel().config().setAutoRead(false);
        }
        machine.onPending();
    }

    /**
     * Forwards the pending bytes if that is allowed now.
     *
     * @return false if bytes are still pending
     */
    final boolean forwardPending() {
        if (pending != null && !pending.isEmpty()) {
            if (!mayForward()) {
                return false;
            }
            count(pending.writeTo(target(), this::beforeForward));
        }
        return true;
    }

    final boolean hasPending() {
        return pending != null && !pending.isEmpty();
    }

    final boolean pendingFull() {
        return pending != null && pending.size() > maxPendingBytes();
    }

    final void releasePending() {
        if (pending != null) {
            pending.release();
        }
    }

    private void pauseIfFull(ChannelHandlerContext context) {
        if (!target().isWritable()) {
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
            onInputClosed();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (!machine.closed() && !detached) {
            onConnectionLost();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (detached) {
            context.close();
        } else if (cause instanceof IOException) {
            onConnectionLost();
        } else {
            machine.end(Ending.INTERNAL);
        }
    }
}
