/** The resource adapter, which the application server starts and stops. */
@NullMarked
package org.rolegate.ra;

import org.jspecify.annotations.NullMarked;
