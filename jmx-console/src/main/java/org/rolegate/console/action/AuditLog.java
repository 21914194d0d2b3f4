package org.rolegate.console.action;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** One line per request to act: who, from where, what, the state before and after. */
public final class AuditLog {

    /** The logger's name, part of the interface: administrators route it to a file of its own. */
    public static final String NAME = "org.rolegate.console.audit";

    private final Logger logger;

    public AuditLog(Logger logger) {
        this.logger = logger;
    }

    void performed(Actor actor, Outcome outcome, String before, String after) {
        String line = who(actor) + " action=" + outcome.operation().keyword() + " group=" + clean(outcome.group())
                + " server=" + (outcome.server().isEmpty() ? "-" : clean(outcome.server())) + " result="
                + outcome.code().keyword() + " before=\""
                + clean(before) + "\" after=\"" + clean(after) + "\"";
        logger.log(outcome.isDone() ? Level.INFO : Level.WARNING, () -> line);
    }

    /** Records a request that was refused before anything was done. */
    public void refused(Actor actor, String why) {
        String line = who(actor) + " action=none result=refused why=\"" + clean(why) + "\"";
        logger.log(Level.WARNING, () -> line);
    }

    private static String who(Actor actor) {
        return "user=\"" + clean(actor.user()) + "\" from=" + clean(actor.address());
    }

    /** Returns the text without line breaks and quotes, so that it cannot forge a second entry. */
    private static String clean(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029\"\\\\]", "?");
    }
}
