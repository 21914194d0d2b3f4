/** Threads and timers that the application server owns. */
package org.rolegate.ra.work;
