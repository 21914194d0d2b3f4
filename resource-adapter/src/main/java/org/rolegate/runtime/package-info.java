/** The composition root: builds, starts and stops the parts in order. */
package org.rolegate.runtime;
