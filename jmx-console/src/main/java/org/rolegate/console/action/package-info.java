/** What an operator may do to a server, and the checks and the audit line around it. */
package org.rolegate.console.action;
