/** The MicroProfile Health checks; packed into a library of the EAR, since WildFly finds no checks in an EJB module. */
package org.rolegate.health;
