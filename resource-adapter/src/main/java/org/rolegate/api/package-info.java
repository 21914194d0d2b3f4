/** The API of applications: the connection factory and its connections. */
@NullMarked
package org.rolegate.api;

import org.jspecify.annotations.NullMarked;
