/** The benchmark: Rolegate beside HAProxy and beside nothing at all, on one machine, in turns. */
package org.rolegate.tools.bench;
