package org.rolegate.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;

/** An adapter made of MBeans alone, in an MBean server of its own: one group, one server, one frontend. */
public final class FakeAdapter {

    private final MBeanServer mbeans = MBeanServerFactory.newMBeanServer();
    private final Server server = new Server();
    private final List<String> groupCalls = new ArrayList<>();

    /** An MBean server with nothing of ours in it. */
    public static MBeanServer absent() {
        return MBeanServerFactory.newMBeanServer();
    }

    /** The adapter with this reason for its verdict. */
    public static FakeAdapter with(String masterId, String reason) {
        FakeAdapter adapter = new FakeAdapter();
        adapter.register("type=Proxy", new Proxy());
        adapter.register("type=Group,name=main", new Group(masterId, reason, adapter.groupCalls));
        adapter.register("type=Server,group=main,name=redis-1", adapter.server);
        adapter.register("type=Frontend,name=master", new Frontend());
        return adapter;
    }

    public MBeanServer mbeans() {
        return mbeans;
    }

    /** What was asked of the server, in order. */
    public List<String> calls() {
        return server.calls;
    }

    /** What was asked of the group, in order. */
    public List<String> groupCalls() {
        return groupCalls;
    }

    public void failFromNowOn() {
        server.failing = true;
    }

    public void removeServer() {
        try {
            mbeans.unregisterMBean(new ObjectName("org.rolegate:type=Server,group=main,name=redis-1"));
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    private void register(String properties, Object bean) {
        try {
            mbeans.registerMBean(bean, new ObjectName("org.rolegate:" + properties));
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    public interface ProxyMXBean {
        String getVersion();

        long getUptimeMillis();

        String getTransport();

        int getEventLoops();

        int getCurrentSessions();

        String[] getGroups();

        String[] getFrontends();
    }

    public record Sentinel(
            String id, String address, boolean up, String namesMaster, long configEpoch, String lastError) {}

    public record Moment(long afterMillis, String who, String what) {}

    public record Failover(
            long number,
            String kind,
            String from,
            int cut,
            int moved,
            long uncertain,
            Map<String, Long> uncertainAnswersByCommand,
            List<Moment> timeline) {}

    public interface GroupMXBean {
        String getMasterId();

        String getMasterAddress();

        String getReason();

        long getEpoch();

        long getSinceMillis();

        String[] getServers();

        List<Sentinel> getSentinels();

        List<Failover> getFailovers();

        String getFenceKind();

        int getHeldSessions();

        void thaw();

        String switchover(String server);
    }

    public interface ServerMXBean {
        String getAddress();

        String getStatus();

        String getRole();

        boolean isElected();

        boolean isStaleClaim();

        long getLagMillis();

        String getAdminState();

        long getOffset();

        int getCurrentSessions();

        void ready();

        void drain();

        void maintenance();

        int killSessions();
    }

    public interface FrontendMXBean {
        String getBind();

        String getStatus();

        long getUncertainTotal();

        Map<String, Long> getUncertainAnswersByCommand();

        Map<String, Long> getEndingsTotal();
    }

    private static final class Proxy implements ProxyMXBean {
        @Override
        public String getVersion() {
            return "0.1.0";
        }

        @Override
        public long getUptimeMillis() {
            return 90_000;
        }

        @Override
        public String getTransport() {
            return "epoll";
        }

        @Override
        public int getEventLoops() {
            return 2;
        }

        @Override
        public int getCurrentSessions() {
            return 5;
        }

        @Override
        public String[] getGroups() {
            return new String[] {"main", "not-registered", "not:an,id"};
        }

        @Override
        public String[] getFrontends() {
            return new String[] {"master"};
        }
    }

    private record Group(String masterId, String reason, List<String> calls) implements GroupMXBean {
        @Override
        public String getMasterId() {
            return masterId;
        }

        @Override
        public String getMasterAddress() {
            return masterId.isEmpty() ? "" : "127.0.0.1:7000";
        }

        @Override
        public String getReason() {
            return reason;
        }

        @Override
        public long getEpoch() {
            return 4;
        }

        @Override
        public long getSinceMillis() {
            return 1_000;
        }

        @Override
        public String[] getServers() {
            return new String[] {"redis-1"};
        }

        @Override
        public List<Sentinel> getSentinels() {
            return List.of(new Sentinel("s1", "127.0.0.1:26379", true, "127.0.0.1:7000", 4, ""));
        }

        @Override
        public String getFenceKind() {
            return calls.isEmpty() ? "frozen" : "";
        }

        @Override
        public int getHeldSessions() {
            return 12;
        }

        @Override
        public String switchover(String server) {
            calls.add("switchover " + server);
            if (server.equals("redis-1")) {
                throw new IllegalStateException("redis-1 is already the master");
            }
            return "switched from redis-1 to redis-2; clients were held for 204 ms";
        }

        @Override
        public void thaw() {
            calls.add("thaw");
        }

        @Override
        public List<Failover> getFailovers() {
            return List.of(new Failover(
                    5,
                    "takeover",
                    "redis-2",
                    3,
                    7,
                    1,
                    Map.of("lpush", 2L),
                    List.of(new Moment(10, "sentinel-1", "+switch-master"))));
        }
    }

    private static final class Server implements ServerMXBean {

        private final List<String> calls = new ArrayList<>();
        private String adminState = "ready";
        private boolean failing;

        @Override
        public String getAddress() {
            return "127.0.0.1:7000";
        }

        @Override
        public String getStatus() {
            return "UP";
        }

        @Override
        public String getRole() {
            return "master";
        }

        @Override
        public boolean isElected() {
            return true;
        }

        @Override
        public boolean isStaleClaim() {
            return true;
        }

        @Override
        public long getLagMillis() {
            return 42;
        }

        @Override
        public String getAdminState() {
            return adminState;
        }

        @Override
        public long getOffset() {
            return 77;
        }

        @Override
        public int getCurrentSessions() {
            return 3;
        }

        @Override
        public void ready() {
            call("ready");
        }

        @Override
        public void drain() {
            call("drain");
        }

        @Override
        public void maintenance() {
            call("maint");
        }

        @Override
        public int killSessions() {
            calls.add("kill");
            return 3;
        }

        private void call(String state) {
            if (failing) {
                throw new IllegalStateException("refused by the test");
            }
            calls.add(state);
            adminState = state;
        }
    }

    private static final class Frontend implements FrontendMXBean {
        @Override
        public String getBind() {
            return "127.0.0.1:5000";
        }

        @Override
        public String getStatus() {
            return "OPEN";
        }

        @Override
        public long getUncertainTotal() {
            return 4;
        }

        @Override
        public Map<String, Long> getUncertainAnswersByCommand() {
            return Map.of("incr", 5L, "zadd", 1L);
        }

        @Override
        public Map<String, Long> getEndingsTotal() {
            return Map.of("--", 12L, "CD", 3L);
        }
    }
}
