package org.rolegate.console.action;

import java.util.Optional;

import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;

import org.jspecify.annotations.Nullable;

import org.rolegate.console.view.GroupView;
import org.rolegate.console.view.Names;
import org.rolegate.console.view.ServerView;
import org.rolegate.console.view.ViewReader;

/** The execution of operations on groups, with an audit log line for each. */
public final class GroupActions {

    private static final System.Logger LOG = System.getLogger(GroupActions.class.getName());

    private final MBeanServer mbeans;
    private final ViewReader reader;
    private final AuditLog audit;

    public GroupActions(MBeanServer mbeans, AuditLog audit) {
        this.mbeans = mbeans;
        this.reader = new ViewReader(mbeans);
        this.audit = audit;
    }

    /**
     * Performs an operation. Returns empty if there is no such group or server; nothing was invoked then.
     *
     * @param server the target of a switchover, empty for the best one; ignored for other operations
     */
    public Optional<Outcome> perform(Actor actor, GroupOperation operation, @Nullable String group, String server) {
        return find(group)
                .filter(before -> server.isEmpty() || before.server(server).isPresent())
                .map(before -> {
                    // From here on only ids that the adapter listed are used, never a text of the request.
                    String target = before.server(server).map(ServerView::id).orElse("");
                    Outcome outcome = invoke(operation, before.name(), target);
                    String after = find(before.name()).map(GroupActions::state).orElse("gone");
                    audit.performed(actor, outcome, state(before), after);
                    return outcome;
                });
    }

    private Outcome invoke(GroupOperation operation, String group, String target) {
        try {
            ObjectName name = Names.group(group).orElseThrow();
            Object reported = operation == GroupOperation.SWITCHOVER
                    ? mbeans.invoke(name, operation.mbeanOperation(), new Object[] {target}, new String[] {
                        String.class.getName()
                    })
                    : mbeans.invoke(name, operation.mbeanOperation(), null, null);
            return outcome(Outcome.Code.DONE, operation, group, reported instanceof String text ? text : "");
        } catch (InstanceNotFoundException e) {
            return outcome(Outcome.Code.GONE, operation, group, "");
        } catch (RuntimeMBeanException refused) {
            String why = refused.getTargetException() instanceof IllegalStateException because
                    ? String.valueOf(because.getMessage())
                    : "";
            log(operation, group, refused);
            return outcome(Outcome.Code.FAILED, operation, group, why);
        } catch (JMException e) {
            log(operation, group, e);
            return outcome(Outcome.Code.FAILED, operation, group, "");
        }
    }

    private static void log(GroupOperation operation, String group, Exception failed) {
        LOG.log(System.Logger.Level.WARNING, "Operation " + operation.keyword() + " on " + group + " failed", failed);
    }

    private static Outcome outcome(Outcome.Code code, GroupOperation operation, String group, String reported) {
        return new Outcome(code, operation, group, "", 0, reported);
    }

    private Optional<GroupView> find(@Nullable String group) {
        return reader.read().flatMap(view -> view.group(group));
    }

    private static String state(GroupView group) {
        return (group.hasMaster() ? group.masterId() : "no master") + "/"
                + (group.fence().active() ? group.fence().kind() : "no fence") + "/" + group.heldSessions() + " held";
    }
}
