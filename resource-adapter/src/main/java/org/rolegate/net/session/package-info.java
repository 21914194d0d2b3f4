/** The sockets of a session: its two sides, pending bytes, queue and parking, timers, and the search for a server. */
package org.rolegate.net.session;
