/** The election: from observations to the next topology, with health, votes, fences and replication lag. */
@NullMarked
package org.rolegate.core.tracking;

import org.jspecify.annotations.NullMarked;
