package org.rolegate.gate;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;

/**
 * Fails the application if its resource adapter refused to start.
 *
 * <p>Open Liberty starts the modules of an EAR also when the adapter in it threw; an EAR that looks deployed and listens
 * nowhere is the last thing an operator needs. WildFly fails the deployment by itself and never gets here.
 */
@Startup
@Singleton
public class DeploymentGate {

    /** Set by the adapter ({@code org.rolegate.ra.Refusal}); taken away here, so that the next deployment starts clean. */
    private static final String NOTE = "org.rolegate.refused";

    @PostConstruct
    void failWithTheAdapter() {
        String refused = System.clearProperty(NOTE);
        if (refused != null) {
            throw new IllegalStateException(refused);
        }
    }
}
