/** Redis protocol bytes to values and commands to bytes, for probes and Sentinel links: incremental and bounded. */
package org.rolegate.resp;
