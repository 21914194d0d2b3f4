package org.rolegate.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The reader of the whole configuration: it returns {@link Settings}, or the list of all problems. */
public final class SettingsReader {

    private static final int MOST_EVENT_LOOPS = 64;

    /** Reads the whole configuration; never stops at the first problem. */
    public Reading read(ConfigSource source) {
        List<Problem> problems = new ArrayList<>(source.problems());
        Values values = new Values(source, problems);
        List<String> groupIds = values.ids(Key.GROUPS);
        List<String> frontendIds = values.ids(Key.FRONTENDS);

        Optional<TransportChoice> transport =
                values.choice(Key.TRANSPORT, "", List.of(TransportChoice.values()), TransportChoice::keyword);
        ProcessSettings process = new ProcessSettings(
                values.number(Key.EVENT_LOOPS, "", 0, MOST_EVENT_LOOPS),
                values.number(Key.MAXCONN, "", 0, FrontendReader.MOST_CONNECTIONS),
                transport.orElse(TransportChoice.AUTO));
        List<GroupSettings> groups =
                groupIds.stream().map(id -> new GroupReader(values, id).read()).toList();
        List<FrontendSettings> frontends = frontendIds.stream()
                .flatMap(id -> new FrontendReader(values, id, groupIds).read().stream())
                .toList();
        new ListenConflicts(values).check(frontends, groups);

        KnownKeys known = new KnownKeys(groupIds, frontendIds);
        known.checkClashes(problems);
        known.checkNames(source.names(), problems);

        return problems.isEmpty()
                ? new Reading.Valid(new Settings(process, groups, frontends))
                : new Reading.Invalid(problems);
    }
}
