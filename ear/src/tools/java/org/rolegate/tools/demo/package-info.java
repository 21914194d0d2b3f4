/** The demo: everything Rolegate needs, started by one command and ended by Ctrl-C. */
package org.rolegate.tools.demo;
