/** A session's life and the causes of its end. */
package org.rolegate.core.session;
