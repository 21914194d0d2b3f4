/** Planned switchovers under load, measured: {@code mvn -Pswitches verify}. */
package org.rolegate.tools.switchovers;
