/** Event loops, transport, TCP options, name resolution, allocators, and the limits that all sockets share. */
package org.rolegate.net.io;
