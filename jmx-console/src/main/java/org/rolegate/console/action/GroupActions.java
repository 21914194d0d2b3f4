package org.rolegate.console.action;

import java.util.Optional;

import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.RuntimeMBeanException;

import org.rolegate.console.view.GroupView;
import org.rolegate.console.view.Names;
import org.rolegate.console.view.ViewReader;

/** Carries out an operation on a group that is known to exist, and audits it. */
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

    /** Does it; empty when no such group is known, and then nothing was invoked. */
    public Optional<Outcome> perform(Actor actor, GroupOperation operation, String group) {
        return find(group).map(before -> {
            // From here on only the id the adapter itself listed, never the words of the request.
            Outcome outcome = new Outcome(invoke(operation, before.name()), operation, before.name(), "", 0);
            String after = find(before.name()).map(GroupActions::state).orElse("gone");
            audit.performed(actor, outcome, state(before), after);
            return outcome;
        });
    }

    private Outcome.Code invoke(GroupOperation operation, String group) {
        try {
            mbeans.invoke(Names.group(group).orElseThrow(), operation.mbeanOperation(), null, null);
            return Outcome.Code.DONE;
        } catch (InstanceNotFoundException e) {
            return Outcome.Code.GONE;
        } catch (JMException | RuntimeMBeanException e) {
            LOG.log(System.Logger.Level.WARNING, "Operation " + operation.word() + " on " + group + " failed", e);
            return Outcome.Code.FAILED;
        }
    }

    private Optional<GroupView> find(String group) {
        return reader.read().flatMap(view -> view.group(group));
    }

    private static String state(GroupView group) {
        return (group.hasMaster() ? group.masterId() : "no master") + "/"
                + (group.fence().stands() ? group.fence().kind() : "no fence") + "/" + group.heldSessions() + " held";
    }
}
