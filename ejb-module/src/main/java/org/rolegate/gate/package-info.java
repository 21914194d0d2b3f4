/** The start-up bean that fails the application if its resource adapter did not start. */
@NullMarked
package org.rolegate.gate;

import org.jspecify.annotations.NullMarked;
