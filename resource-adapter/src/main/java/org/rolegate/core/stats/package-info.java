/** The counters of frontends, backends and servers, and snapshots of them. */
@NullMarked
package org.rolegate.core.stats;

import org.jspecify.annotations.NullMarked;
