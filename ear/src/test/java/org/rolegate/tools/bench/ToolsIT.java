package org.rolegate.tools.bench;

import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What happens where the benchmark cannot run. */
class ToolsIT {

    @Test
    void allThatIsMissingIsNamedWithItsRemedy() {
        assertThatThrownBy(() -> Tools.locate(name -> Optional.empty()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nothing was started")
                .hasMessageContaining("apt-get install redis-tools")
                .hasMessageContaining("apt-get install haproxy");
    }
}
