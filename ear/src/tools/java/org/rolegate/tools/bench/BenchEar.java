package org.rolegate.tools.bench;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

import org.rolegate.tools.bench.inside.PoolServlet;

/** The EAR that ships, with one more web module that borrows connections inside the server. */
final class BenchEar {

    private static final String DESCRIPTOR = "META-INF/application.xml";
    private static final String WEB_MODULE =
            "<module><web><web-uri>bench.war</web-uri><context-root>/bench</context-root></web></module></application>";

    private BenchEar() {}

    /** Writes it. */
    static void write(Path shipped, Path file) {
        EnterpriseArchive ear = ShrinkWrap.createFromZipFile(EnterpriseArchive.class, shipped.toFile());
        String descriptor = descriptor(ear);
        ear.delete(DESCRIPTOR);
        ear.setApplicationXML(new StringAsset(descriptor.replace("</application>", WEB_MODULE)));
        ear.addAsModule(ShrinkWrap.create(WebArchive.class, "bench.war").addClass(PoolServlet.class));
        File target = file.toFile();
        ear.as(ZipExporter.class).exportTo(target, true);
    }

    private static String descriptor(EnterpriseArchive ear) {
        try (InputStream in = ear.get(DESCRIPTOR).getAsset().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
