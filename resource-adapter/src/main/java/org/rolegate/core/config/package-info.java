/** The settings as immutable records, read from any source of keys and values with every problem reported at once. */
package org.rolegate.core.config;
