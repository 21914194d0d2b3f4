/** Topology events: what one change of a group's topology consists of, computed once for every face. */
package org.rolegate.core.event;
