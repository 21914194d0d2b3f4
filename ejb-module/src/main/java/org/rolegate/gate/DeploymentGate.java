package org.rolegate.gate;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;

/**
 * The start-up bean that fails the application if its resource adapter refused to start.
 *
 * <p>Open Liberty starts the modules of an EAR even if its adapter threw an exception. The EAR would look deployed, but
 * have no ports. WildFly fails the deployment itself, and never starts this bean.
 */
@Startup
@Singleton
public class DeploymentGate {

    /** Set by the adapter ({@code org.rolegate.ra.Refusal}); cleared here, so that the next deployment starts without it. */
    private static final String NOTE = "org.rolegate.refused";

    @PostConstruct
    void failWithTheAdapter() {
        String refused = System.clearProperty(NOTE);
        if (refused != null) {
            throw new IllegalStateException(refused);
        }
    }
}
