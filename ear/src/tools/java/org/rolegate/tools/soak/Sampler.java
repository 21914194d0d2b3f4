package org.rolegate.tools.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;

import org.rolegate.fixture.AppServer;
import org.rolegate.fixture.MBeans;
import org.rolegate.fixture.Names;

/** The eye on one application server: its MBeans, and what the kernel knows of its process. */
final class Sampler {

    private static final String MEMORY = "java.lang:type=Memory";

    private final MBeans mbeans;
    private final Path process;

    /**
     * Looks at that server.
     *
     * @throws IllegalStateException where the kernel does not tell
     */
    Sampler(AppServer server) {
        mbeans = server.mbeans();
        process = Path.of("/proc", "" + server.pid());
        if (!Files.isReadable(process.resolve("fd"))) {
            throw new IllegalStateException("The soak needs Linux: there is no " + process.resolve("fd"));
        }
    }

    /** Collects all garbage, and looks. */
    Vitals sample() {
        mbeans.invoke(MEMORY, "gc");
        return new Vitals(
                heapAfterCollection(),
                used(mbeans.attribute(MEMORY, "NonHeapMemoryUsage")),
                mbeans.<Long>attribute("java.nio:type=BufferPool,name=direct", "MemoryUsed"),
                resident(),
                mbeans.<Integer>attribute("java.lang:type=Threading", "ThreadCount"),
                descriptors(),
                sessions("master") + sessions("replicas"));
    }

    /** Not what is used now: under load, that would be what was allocated since. */
    private long heapAfterCollection() {
        long sum = 0;
        for (ObjectName pool : mbeans.names("java.lang:type=MemoryPool,*")) {
            if ("HEAP".equals(mbeans.attribute(pool.toString(), "Type"))) {
                sum += used(mbeans.attribute(pool.toString(), "CollectionUsage"));
            }
        }
        return sum;
    }

    private static long used(CompositeData usage) {
        return (Long) usage.get("used");
    }

    private int sessions(String frontend) {
        return mbeans.<Integer>attribute(Names.frontend(frontend), "CurrentSessions");
    }

    private long resident() {
        try (Stream<String> status = Files.lines(process.resolve("status"))) {
            return status.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int descriptors() {
        try (Stream<Path> open = Files.list(process.resolve("fd"))) {
            return (int) open.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
