/** The load in a process of its own; the programs that use it are in {@code src/test/clients}. */
package org.rolegate.it.clients.load;
