package org.rolegate.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** The lines that Rolegate logs while this is open, each with its level. */
final class LogLines extends Handler implements AutoCloseable {

    private final Logger logger = Logger.getLogger("org.rolegate");
    private final List<String> lines = new ArrayList<>();

    LogLines() {
        logger.addHandler(this);
    }

    List<String> lines() {
        return lines;
    }

    @Override
    public void publish(LogRecord line) {
        lines.add(line.getLevel() + " " + line.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
