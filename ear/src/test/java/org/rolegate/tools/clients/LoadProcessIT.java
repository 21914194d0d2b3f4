package org.rolegate.tools.clients;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** How a load is started and stopped, shown with shells in its place. */
class LoadProcessIT {

    @TempDir
    private Path directory;

    @Test
    void aLoadRunsUntilItsInputEndsAndThenGivesAccount() {
        try (LoadProcess load = load("echo ready; cat; printf 'worker\\t0\\t3\\t1\\t\\nend\\n'")) {
            load.awaitReady();

            assertThat(load.stop().workers()).hasSize(1);
        }
    }

    @Test
    void aLoadThatEndsBeforeItIsReadyIsFoundOut() {
        try (LoadProcess load = load("exit 1")) {
            assertThatThrownBy(load::awaitReady)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("load.log");
        }
    }

    private LoadProcess load(String script) {
        return LoadProcess.start(List.of("sh", "-c", script), "secret", directory.resolve("load.log"));
    }
}
