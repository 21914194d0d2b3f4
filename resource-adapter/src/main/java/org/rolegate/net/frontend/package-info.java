/** Listening sockets: admission of clients, connection limits, detection of foreign protocols. */
package org.rolegate.net.frontend;
