/** The composition root, which builds, starts and stops the parts in order. */
@NullMarked
package org.rolegate.runtime;

import org.jspecify.annotations.NullMarked;
