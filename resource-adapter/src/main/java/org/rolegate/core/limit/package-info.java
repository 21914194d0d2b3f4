/** The limits of event rates. */
@NullMarked
package org.rolegate.core.limit;

import org.jspecify.annotations.NullMarked;
