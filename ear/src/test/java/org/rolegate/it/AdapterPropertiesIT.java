package org.rolegate.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.rolegate.fixture.AppServer;
import org.rolegate.fixture.Checkout;
import org.rolegate.fixture.Ports;
import org.rolegate.fixture.ServerKind;

import static org.assertj.core.api.Assertions.assertThat;

/** The server's own properties of the resource adapter win over MicroProfile Config; set as docs/configuration.md says. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class AdapterPropertiesIT {

    private static final String FRONTEND = "org.rolegate:type=Frontend,name=master";
    private static final String SERVER = "org.rolegate:type=Server,group=main,name=from-adapter";

    @TempDir
    private Path directory;

    @Test
    void propertiesOfTheAdapterWinOverTheEnvironment() throws IOException {
        // Given
        int port = Ports.free();
        AppServer.Builder builder = AppServer.builder()
                .freeFrontends()
                .with("ROLEGATE_GROUPS_MAIN_SERVERS", "from-environment=127.0.0.1:1")
                .with("ROLEGATE_TRANSPORT", "nio");

        // When
        try (AppServer server = set(builder, port).start().awaitDeployed()) {
            // Then
            assertThat(server.mbeans().<String>attribute(FRONTEND, "Bind")).isEqualTo("127.0.0.1:" + port);
            assertThat(server.mbeans().<String>attribute(SERVER, "Address")).isEqualTo("127.0.0.1:2");
            assertThat(server.mbeans().<String>attribute("org.rolegate:type=Proxy", "Transport"))
                    .isEqualTo("nio");
        }
    }

    @Test
    void twoServersRunSideBySide() {
        try (AppServer one = AppServer.builder().freeFrontends().start();
                AppServer other = AppServer.builder().freeFrontends().start()) {
            one.awaitDeployed();
            other.awaitDeployed();
            assertThat(one.mbeans().<String>attribute(FRONTEND, "Bind")).isEqualTo("127.0.0.1:" + one.masterPort());
            assertThat(other.mbeans().<String>attribute(FRONTEND, "Bind")).isEqualTo("127.0.0.1:" + other.masterPort());
        }
    }

    private AppServer.Builder set(AppServer.Builder builder, int port) throws IOException {
        if (ServerKind.current() == ServerKind.WILDFLY) {
            return builder.with(
                    "FAULTLAB_JAVA_OPTS",
                    "-Drolegate.ra.servers=from-adapter=127.0.0.1:2 -Drolegate.ra.master-bind=127.0.0.1:" + port);
        }
        String properties = "<resourceAdapter id=\"rolegate-ra\"><properties.rolegate.rolegate-ra"
                + " servers=\"from-adapter=127.0.0.1:2\" masterBind=\"127.0.0.1:" + port + "\"/></resourceAdapter>";
        Path serverXml = directory.resolve("server.xml");
        String documented =
                Files.readString(Checkout.earModule().resolveSibling("docs").resolve("liberty-server.xml"));
        assertThat(documented).contains("</application-bnd>");
        Files.writeString(serverXml, documented.replace("</application-bnd>", "</application-bnd>" + properties));
        return builder.with("FAULTLAB_SERVER_CONFIG", serverXml.toString());
    }
}
