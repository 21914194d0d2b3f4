/** The sockets of a session: its two sides, pending bytes, queue and parking, timers, and the search for a server. */
@NullMarked
package org.rolegate.net.session;

import org.jspecify.annotations.NullMarked;
