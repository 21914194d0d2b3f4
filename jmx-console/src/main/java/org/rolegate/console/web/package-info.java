/** The servlets of the console, and the filter that requires the application server's login. */
@NullMarked
package org.rolegate.console.web;

import org.jspecify.annotations.NullMarked;
