/** The life of a session as a state machine without sockets or clock. */
@NullMarked
package org.rolegate.core.session;

import org.jspecify.annotations.NullMarked;
