/** How much of something is allowed. */
package org.rolegate.core.limit;
