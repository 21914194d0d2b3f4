/** The words of Rolegate as values: servers, roles, observations, topologies. */
package org.rolegate.core.model;
