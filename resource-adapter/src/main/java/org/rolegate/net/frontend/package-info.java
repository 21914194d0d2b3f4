/** The frontends: listening sockets, admission of clients, connection limits, and detection of foreign protocols. */
@NullMarked
package org.rolegate.net.frontend;

import org.jspecify.annotations.NullMarked;
