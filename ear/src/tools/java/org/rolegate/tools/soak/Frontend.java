package org.rolegate.tools.soak;

/**
 * A port of Rolegate on 127.0.0.1 that clients are let loose on.
 *
 * @param name its id
 * @param password what the servers behind it ask for
 */
record Frontend(String name, int port, String password) {}
