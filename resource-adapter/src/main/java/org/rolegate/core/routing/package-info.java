/** The choice of the server for the next session, from a topology. */
@NullMarked
package org.rolegate.core.routing;

import org.jspecify.annotations.NullMarked;
