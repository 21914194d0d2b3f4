/** Connections that Rolegate opens for itself: server probes, Sentinel pollers and subscribers, one-shot commands. */
package org.rolegate.net.probe;
