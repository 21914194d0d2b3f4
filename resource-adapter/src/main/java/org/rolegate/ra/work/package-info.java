/** The threads and timers that the application server owns. */
@NullMarked
package org.rolegate.ra.work;

import org.jspecify.annotations.NullMarked;
