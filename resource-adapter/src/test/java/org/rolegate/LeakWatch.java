package org.rolegate;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test class after which Netty finds a buffer that nobody released; registered for every class. */
public final class LeakWatch implements AfterAllCallback {

    private static final int ROUNDS = 3;
    private static final int ROUND_MILLIS = 2000;
    private static final List<String> LEAKS = new CopyOnWriteArrayList<>();

    static {
        // Before the first buffer is made: Netty asks for its detectors once.
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new Detectors());
    }

    @Override
    public void afterAll(ExtensionContext context) throws InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            collect();
            // Each new buffer has the detector look at those that were collected.
            ByteBufAllocator.DEFAULT.buffer().release();
        }
        List<String> found = List.copyOf(LEAKS);
        LEAKS.clear();
        if (!found.isEmpty()) {
            throw new AssertionError(found.size() + " buffers were never released, the first: " + found.get(0));
        }
    }

    /** Returns when the collector has told of what became garbage before. */
    private static void collect() throws InterruptedException {
        ReferenceQueue<Object> queue = new ReferenceQueue<>();
        PhantomReference<Object> mark = new PhantomReference<>(new Object(), queue);
        System.gc();
        queue.remove(ROUND_MILLIS);
        mark.clear();
    }

    @SuppressWarnings("deprecation")
    private static final class Detectors extends ResourceLeakDetectorFactory {

        @Override
        public <T> ResourceLeakDetector<T> newResourceLeakDetector(
                Class<T> resource, int samplingInterval, long maxActive) {
            return newResourceLeakDetector(resource, samplingInterval);
        }

        @Override
        public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> resource, int samplingInterval) {
            return new Detector<>(resource, samplingInterval);
        }
    }

    private static final class Detector<T> extends ResourceLeakDetector<T> {

        Detector(Class<T> resource, int samplingInterval) {
            super(resource, samplingInterval);
        }

        @Override
        protected boolean needReport() {
            return true;
        }

        @Override
        protected void reportTracedLeak(String resourceType, String records) {
            LEAKS.add(resourceType + records);
        }

        @Override
        protected void reportUntracedLeak(String resourceType) {
            LEAKS.add(resourceType);
        }
    }
}
