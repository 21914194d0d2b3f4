/** The resource adapter as the application server sees it. */
package org.rolegate.ra;
