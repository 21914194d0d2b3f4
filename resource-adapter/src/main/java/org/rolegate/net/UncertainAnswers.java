package org.rolegate.net;

import io.netty.buffer.ByteBuf;

import org.rolegate.core.session.FamilyCounts;

/**
 * What a client is told of commands of which nobody knows whether they were carried out.
 *
 * @param bytes one answer for each of them
 * @param families what they were; as many as there are answers
 */
record UncertainAnswers(ByteBuf bytes, FamilyCounts families) {}
