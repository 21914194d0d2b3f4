/** The example of docs/jndi.md: an application whose Redis connections follow the master. It is in test archives only. */
package org.rolegate.example;
