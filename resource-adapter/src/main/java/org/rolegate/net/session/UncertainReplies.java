package org.rolegate.net.session;

import io.netty.buffer.ByteBuf;

import org.rolegate.core.stats.CommandCounts;

/**
 * The replies to commands that may or may not have been executed.
 *
 * @param bytes one error reply for each of them
 * @param commands the commands by name; as many as there are replies
 */
record UncertainReplies(ByteBuf bytes, CommandCounts commands) {}
