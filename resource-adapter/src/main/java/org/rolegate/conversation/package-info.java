/** The meaning of a RESP conversation, without sockets: command classes, connection state, transactions, scripts. */
package org.rolegate.conversation;
