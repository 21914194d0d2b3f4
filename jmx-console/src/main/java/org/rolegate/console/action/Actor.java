package org.rolegate.console.action;

/** Who asks: the name the server's login gave, and the address the request came from. */
public record Actor(String user, String address) {

    public Actor {
        user = user == null ? "-" : user;
    }
}
