package org.rolegate.console.view;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

import javax.management.MBeanServer;
import javax.management.ObjectName;

/** The reader that fills a {@link ConsoleView} from the MBeans of the adapter. */
public final class ViewReader {

    private static final List<String> BACKENDS = List.of("master", "replicas", "any");

    private final MBeanServer mbeans;

    public ViewReader(MBeanServer mbeans) {
        this.mbeans = mbeans;
    }

    /** Returns the current view; empty if the adapter is not running in this server. */
    public Optional<ConsoleView> read() {
        return Attributes.of(mbeans, Names.proxy())
                .map(proxy -> new ConsoleView(
                        ProxyView.of(proxy),
                        each(proxy.texts("Groups"), Names::group, this::group),
                        each(proxy.texts("Frontends"), Names::frontend, FrontendView::of)));
    }

    private GroupView group(String group, Attributes attributes) {
        List<ServerView> servers = each(
                attributes.texts("Servers"),
                id -> Names.server(group, id),
                (id, found) -> ServerView.of(group, id, found));
        List<BackendView> backends = each(BACKENDS, name -> Names.backend(group, name), BackendView::of);
        return GroupView.of(group, attributes, servers, backends);
    }

    /** Returns the views of those ids whose MBean is registered, in the order of the ids. */
    private <T> List<T> each(
            List<String> ids, Function<String, Optional<ObjectName>> name, BiFunction<String, Attributes, T> view) {
        return ids.stream()
                .flatMap(id -> name.apply(id).flatMap(found -> Attributes.of(mbeans, found)).stream()
                        .map(attributes -> view.apply(id, attributes)))
                .toList();
    }
}
