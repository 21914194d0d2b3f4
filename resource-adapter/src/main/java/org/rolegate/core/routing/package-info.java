/** From a topology to the server of the next session. */
package org.rolegate.core.routing;
