package org.rolegate.net.session;

import io.netty.buffer.ByteBuf;

import org.rolegate.core.stats.CommandCounts;

/**
 * What a client is told of commands of which nobody knows whether they were carried out.
 *
 * @param bytes one answer for each of them
 * @param commands the commands by name; as many as there are answers
 */
record UncertainReplies(ByteBuf bytes, CommandCounts commands) {}
