package org.rolegate.console.action;

import java.util.Optional;

import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;

import org.jspecify.annotations.Nullable;

import org.rolegate.console.view.Names;
import org.rolegate.console.view.ServerView;
import org.rolegate.console.view.ViewReader;

/** The execution of operations on servers, with an audit log line for each. */
public final class ServerActions {

    private static final System.Logger LOG = System.getLogger(ServerActions.class.getName());

    private final MBeanServer mbeans;
    private final ViewReader reader;
    private final AuditLog audit;

    public ServerActions(MBeanServer mbeans, AuditLog audit) {
        this.mbeans = mbeans;
        this.reader = new ViewReader(mbeans);
        this.audit = audit;
    }

    /** Performs an operation. Returns empty if there is no such server; nothing was invoked then. */
    public Optional<Outcome> perform(
            Actor actor, ServerOperation operation, @Nullable String group, @Nullable String server) {
        return find(group, server).map(before -> {
            // From here on only ids that the adapter listed are used, never a text of the request.
            Outcome outcome = invoke(operation, before);
            String after =
                    find(before.group(), before.id()).map(ServerActions::state).orElse("gone");
            audit.performed(actor, outcome, state(before), after);
            return outcome;
        });
    }

    private Outcome invoke(ServerOperation operation, ServerView server) {
        try {
            ObjectName name = Names.server(server.group(), server.id()).orElseThrow();
            Object ended = mbeans.invoke(name, operation.mbeanOperation(), null, null);
            return outcome(Outcome.Code.DONE, operation, server, ended instanceof Number n ? n.longValue() : 0);
        } catch (InstanceNotFoundException e) {
            return outcome(Outcome.Code.GONE, operation, server, 0);
        } catch (JMException | RuntimeMBeanException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Operation " + operation.keyword() + " on " + server.id() + " failed",
                    e);
            return outcome(Outcome.Code.FAILED, operation, server, 0);
        }
    }

    private Optional<ServerView> find(@Nullable String group, @Nullable String server) {
        return reader.read().flatMap(view -> view.server(group, server));
    }

    private static Outcome outcome(Outcome.Code code, ServerOperation operation, ServerView server, long ended) {
        return new Outcome(code, operation, server.group(), server.id(), ended);
    }

    private static String state(ServerView server) {
        return server.adminState() + "/" + server.status() + "/"
                + server.traffic().currentSessions() + " sessions";
    }
}
