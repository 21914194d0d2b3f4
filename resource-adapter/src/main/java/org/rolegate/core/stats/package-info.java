/** Counters, and the rows read from them. */
package org.rolegate.core.stats;
