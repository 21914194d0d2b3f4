/** The servlets and the filter that put the console behind the server's login. */
package org.rolegate.console.web;
