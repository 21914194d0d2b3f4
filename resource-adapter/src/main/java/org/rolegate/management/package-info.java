/** MXBeans, their names and their notifications. */
package org.rolegate.management;
