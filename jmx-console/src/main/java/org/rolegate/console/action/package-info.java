/** What an operator may do to a server or a group, and the checks and the audit line around it. */
package org.rolegate.console.action;
