/** The load in a process of its own; the programs that use it are in {@code src/tools/clients}. */
package org.rolegate.tools.clients.load;
