/** The pages of the console: pure functions from a view to HTML. */
package org.rolegate.console.page;
