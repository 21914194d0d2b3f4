/** Sockets: listeners, the relay, probes and Sentinel links, on Netty. */
package org.rolegate.net;
