package org.rolegate.management;

import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import org.rolegate.core.config.CheckSettings;
import org.rolegate.core.config.FrontendSettings;
import org.rolegate.core.config.GroupSettings;
import org.rolegate.core.config.TargetRole;
import org.rolegate.core.event.TopologyEventHandler;
import org.rolegate.core.model.Endpoint;
import org.rolegate.core.model.Topology;
import org.rolegate.core.routing.RoutingTable;
import org.rolegate.core.stats.StatsRow;
import org.rolegate.core.time.Ticker;

/** All MBeans of one running Rolegate: registered one by one, unregistered together. Not thread-safe. */
public final class Beans implements AutoCloseable {

    private final MBeanServer server;
    private final Ticker ticker;
    private final Deque<ObjectName> registered = new ArrayDeque<>();

    Beans(MBeanServer server, Ticker ticker) {
        this.server = server;
        this.ticker = ticker;
    }

    /** Creates an empty set of MBeans on the MBean server of the JVM, which JConsole shows. */
    public static Beans onPlatformServer(Ticker ticker) {
        return new Beans(ManagementFactory.getPlatformMBeanServer(), ticker);
    }

    /**
     * Registers the proxy.
     *
     * @throws IllegalStateException if there is one already: two adapters in one JVM would use the same ports
     */
    public void proxy(ProxySource source) {
        register(DescribedBean.of(new ProxyBean(source, ticker), ProxyMXBean.class), Names.proxy());
    }

    /** Registers a group and returns its notifications, which are to receive its topology events. */
    public TopologyEventHandler group(GroupSettings settings, GroupSource source, Executor notifier) {
        GroupNotifications notifications = new GroupNotifications(settings.id(), notifier);
        GroupBean bean = new GroupBean(settings, source, ticker);
        register(DescribedBean.of(bean, GroupMXBean.class, notifications.emitter()), Names.group(settings.id()));
        return notifications;
    }

    public void backend(
            GroupSettings group,
            TargetRole role,
            String balance,
            Supplier<RoutingTable> routes,
            Supplier<StatsRow> row) {
        BackendBean bean =
                new BackendBean(group.id(), role, balance, group.servers().size(), routes, row);
        register(DescribedBean.of(bean, BackendMXBean.class), Names.backend(group.id(), role.keyword()));
    }

    public void server(
            String group,
            String id,
            CheckSettings check,
            Supplier<Topology> topology,
            Supplier<StatsRow> row,
            ServerControl control) {
        ServerBean bean = new ServerBean(id, check, topology, row, control, ticker);
        register(DescribedBean.of(bean, ServerMXBean.class), Names.server(group, id));
    }

    public void frontend(FrontendSettings settings, Endpoint bound, Supplier<StatsRow> row) {
        FrontendBean bean = new FrontendBean(settings, bound, row);
        register(DescribedBean.of(bean, FrontendMXBean.class), Names.frontend(settings.id()));
    }

    private void register(DescribedBean bean, ObjectName name) {
        try {
            server.registerMBean(bean, name);
            registered.push(name);
        } catch (InstanceAlreadyExistsException twice) {
            throw new IllegalStateException(
                    "Rolegate is already running in this JVM (MBean " + name + " exists); on WildFly an entry in the"
                            + " resource-adapters subsystem or a @ConnectionFactoryDefinition beside the EAR's own"
                            + " ironjacamar.xml activates the adapter a second time",
                    twice);
        } catch (JMException wrong) {
            throw new IllegalStateException("cannot register MBean " + name, wrong);
        }
    }

    /** Unregisters all registered MBeans. */
    @Override
    public void close() {
        while (!registered.isEmpty()) {
            try {
                server.unregisterMBean(registered.pop());
            } catch (InstanceNotFoundException gone) {
                // It was removed otherwise: nothing is left to do.
            } catch (JMException wrong) {
                throw new IllegalStateException("cannot unregister an MBean", wrong);
            }
        }
    }
}
