/** The pages of the console: pure functions from a view to HTML. */
@NullMarked
package org.rolegate.console.page;

import org.jspecify.annotations.NullMarked;
