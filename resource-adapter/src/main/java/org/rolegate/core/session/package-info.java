/** The life of a session as a state machine without sockets or clock. */
package org.rolegate.core.session;
