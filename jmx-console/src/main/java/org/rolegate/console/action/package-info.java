/** The operations on a server or a group, with their access checks and their audit log. */
@NullMarked
package org.rolegate.console.action;

import org.jspecify.annotations.NullMarked;
