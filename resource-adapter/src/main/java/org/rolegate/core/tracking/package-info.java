/** From observations to the next topology: health, the Sentinels' vote and the election. */
package org.rolegate.core.tracking;
