package org.rolegate.ra;

/**
 * The system property by which the EJB module learns that the adapter refused to start.
 *
 * <p>WildFly fails the deployment by itself. Open Liberty logs the refusal and starts the rest of the application, which
 * would then look deployed and have no ports; there the module's start-up bean reads the note and fails the application.
 * A system property, since the two have class loaders of their own and nothing must be left of either.
 */
final class Refusal {

    /** As in {@code org.rolegate.gate.DeploymentGate}. */
    private static final String NOTE = "org.rolegate.refused";

    private Refusal() {}

    static void note(String why) {
        System.setProperty(NOTE, why);
    }

    static void clear() {
        System.clearProperty(NOTE);
    }
}
