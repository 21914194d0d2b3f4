package org.rolegate.console.action;

/** Something an operator may ask for. */
public interface Operation {

    /** The word for it in requests and in the audit log. */
    String word();
}
