/** The integration tests: the EAR that ships, on a real application server, before real Redis nodes. */
package org.rolegate.it;
