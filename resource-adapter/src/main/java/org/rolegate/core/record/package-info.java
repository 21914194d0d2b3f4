/** The flight recorder: a record of each failover and each fence of a group, with its time line and toll. */
@NullMarked
package org.rolegate.core.record;

import org.jspecify.annotations.NullMarked;
