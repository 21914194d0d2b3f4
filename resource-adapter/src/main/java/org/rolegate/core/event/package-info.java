/** The topology events: the changes from one topology of a group to the next, computed once for all their users. */
@NullMarked
package org.rolegate.core.event;

import org.jspecify.annotations.NullMarked;
