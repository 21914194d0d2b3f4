/** The immutable values of the core: servers, Sentinels, roles, observations and topologies. */
@NullMarked
package org.rolegate.core.model;

import org.jspecify.annotations.NullMarked;
