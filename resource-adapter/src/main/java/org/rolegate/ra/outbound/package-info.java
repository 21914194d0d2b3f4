/**
 * The connection factories whose connections lead to the elected server, and the connections that the container pools.
 */
@NullMarked
package org.rolegate.ra.outbound;

import org.jspecify.annotations.NullMarked;
