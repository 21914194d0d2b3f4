package org.rolegate.tools.bench;

import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Function;

import org.rolegate.fixture.RedisBinary;
import org.rolegate.fixture.Tool;

/** The programs of the machine that the benchmark cannot do without. */
record Tools(RedisBinary redis, Tool redisBenchmark, Tool haproxy) {

    /**
     * Looks for all of them.
     *
     * @throws IllegalStateException naming each that is missing and how to get it
     */
    static Tools locate() {
        return locate(Tool::find);
    }

    static Tools locate(Function<String, Optional<Tool>> finder) {
        Optional<Tool> redisBenchmark = finder.apply("redis-benchmark");
        Optional<Tool> haproxy = finder.apply("haproxy");
        var missing = new ArrayList<String>();
        if (redisBenchmark.isEmpty()) {
            missing.add("redis-benchmark (Debian, Ubuntu: apt-get install redis-tools)");
        }
        if (haproxy.isEmpty()) {
            missing.add("haproxy (Debian, Ubuntu: apt-get install haproxy)");
        }
        if (!missing.isEmpty()) {
            throw new IllegalStateException("THE BENCHMARK CANNOT RUN, and nothing was started. Missing:\n  - "
                    + String.join("\n  - ", missing));
        }
        return new Tools(RedisBinary.locate(), redisBenchmark.orElseThrow(), haproxy.orElseThrow());
    }
}
