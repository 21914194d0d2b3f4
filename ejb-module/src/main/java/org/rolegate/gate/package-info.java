/** Fails the application where the server would start it without its adapter. */
package org.rolegate.gate;
