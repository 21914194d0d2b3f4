/** The flight recorder: what became of each change of the master, for those who ask afterwards. */
package org.rolegate.core.record;
