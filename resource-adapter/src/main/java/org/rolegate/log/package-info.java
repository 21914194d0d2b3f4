/** The typed log messages and their ids. */
@NullMarked
package org.rolegate.log;

import org.jspecify.annotations.NullMarked;
