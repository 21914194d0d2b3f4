/** The meaning of a RESP conversation, without sockets: command classes, connection state, transactions and scripts. */
@NullMarked
package org.rolegate.conversation;

import org.jspecify.annotations.NullMarked;
