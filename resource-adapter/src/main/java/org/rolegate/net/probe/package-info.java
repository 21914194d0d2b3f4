/** Connections that Rolegate opens for itself: server probes, Sentinel pollers and subscribers, one-shot commands. */
@NullMarked
package org.rolegate.net.probe;

import org.jspecify.annotations.NullMarked;
