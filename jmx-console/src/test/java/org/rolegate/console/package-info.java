/** The console without a server: MBeans made by hand, pages compared as text. */
package org.rolegate.console;
