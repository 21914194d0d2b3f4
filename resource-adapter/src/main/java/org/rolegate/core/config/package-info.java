/** The configuration as immutable records, and its readers, which report all problems at once. */
@NullMarked
package org.rolegate.core.config;

import org.jspecify.annotations.NullMarked;
