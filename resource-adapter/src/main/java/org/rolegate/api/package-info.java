/** What applications compile against: the connection factory and its connections. */
package org.rolegate.api;
