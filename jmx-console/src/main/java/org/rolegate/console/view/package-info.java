/** The immutable records that the console shows, and the reader that fills them from the MBeans. */
@NullMarked
package org.rolegate.console.view;

import org.jspecify.annotations.NullMarked;
