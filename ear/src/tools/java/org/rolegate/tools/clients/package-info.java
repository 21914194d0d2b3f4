/** What real clients, as they come, notice of a change of master: behind HAProxy and behind Rolegate, in one run. */
package org.rolegate.tools.clients;
