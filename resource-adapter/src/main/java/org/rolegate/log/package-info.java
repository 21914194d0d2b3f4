/** Typed log messages with ids. */
package org.rolegate.log;
