/** The MXBeans, their ObjectNames and their notifications. */
@NullMarked
package org.rolegate.management;

import org.jspecify.annotations.NullMarked;
