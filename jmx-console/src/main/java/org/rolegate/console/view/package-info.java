/** What the console knows: immutable records, and the reader that fills them from the MBeans. */
package org.rolegate.console.view;
