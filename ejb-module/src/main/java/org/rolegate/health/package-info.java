/**
 * The MicroProfile Health checks. They are packed into a library of the EAR, because WildFly finds no checks in an EJB module.
 */
@NullMarked
package org.rolegate.health;

import org.jspecify.annotations.NullMarked;
