/** The clock of the core. */
@NullMarked
package org.rolegate.core.time;

import org.jspecify.annotations.NullMarked;
