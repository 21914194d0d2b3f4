/** An example of an application that lets its Redis connections follow the master. */
package org.rolegate.example;
