/** Event loops, transport, TCP options, name resolution, allocators, and the limits that all sockets share. */
@NullMarked
package org.rolegate.net.io;

import org.jspecify.annotations.NullMarked;
