package org.rolegate.management;

import java.util.Map;
import java.util.function.Supplier;

import org.rolegate.core.config.FrontendSettings;
import org.rolegate.core.model.Endpoint;
import org.rolegate.core.session.Ending;
import org.rolegate.core.stats.StatsRow;

final class FrontendBean extends TrafficBean implements FrontendMXBean {

    private final FrontendSettings settings;
    private final Endpoint bound;

    FrontendBean(FrontendSettings settings, Endpoint bound, Supplier<StatsRow> row) {
        super(row);
        this.settings = settings;
        this.bound = bound;
    }

    @Override
    public String getName() {
        return settings.id();
    }

    @Override
    public String getBind() {
        return bound.toString();
    }

    @Override
    public String getGroup() {
        return settings.group();
    }

    @Override
    public String getTargetRole() {
        return settings.role().keyword();
    }

    @Override
    public String getStatus() {
        return "OPEN";
    }

    @Override
    public long getRefusedTotal() {
        return row().ended(Ending.NO_SERVER);
    }

    @Override
    public long getDeniedTotal() {
        return row().incidents().denied();
    }

    @Override
    public long getUncertainTotal() {
        return row().incidents().uncertain();
    }

    @Override
    public Map<String, Long> getUncertainAnswersByCommand() {
        return row().incidents().uncertainAnswers().byName();
    }

    @Override
    public long getMovedTotal() {
        return row().incidents().moved();
    }

    @Override
    public long getResumedTotal() {
        return row().incidents().resumed();
    }

    @Override
    public Map<String, Long> getEndingsTotal() {
        return row().endingsByLabel();
    }
}
