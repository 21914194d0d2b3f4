/** Connection factories that follow the elected server. */
package org.rolegate.ra.outbound;
