/** What is told of the changes of a master: the flight recorder's records, and which fences are news. */
package org.rolegate.core.record;
