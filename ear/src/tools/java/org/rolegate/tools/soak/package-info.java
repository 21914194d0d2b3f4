/** The soak: sessions of every kind for as long as one likes, to see whether anything grows. */
package org.rolegate.tools.soak;
