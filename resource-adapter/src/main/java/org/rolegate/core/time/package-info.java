/** The only clock. */
package org.rolegate.core.time;
