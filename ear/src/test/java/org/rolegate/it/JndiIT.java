package org.rolegate.it;

import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import javax.naming.InitialContext;
import javax.naming.NamingException;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.hamcrest.Matcher;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.Testable;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;

import org.rolegate.api.RedisConnection;
import org.rolegate.api.RedisConnectionFactory;
import org.rolegate.api.RedisUnavailableException;
import org.rolegate.example.CounterBean;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The JNDI factories and the example EJB, called inside the server, across a failover. */
@ExtendWith(ArquillianExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class JndiIT {

    private static final String MORE_MODULES = "<module><ejb>example.jar</ejb></module>"
            + "<module><web><web-uri>test.war</web-uri><context-root>/test</context-root></web></module></application>";

    /** The EAR that ships, with the example EJB and a web module that holds this class. Runs outside the server. */
    @Deployment
    static EnterpriseArchive earWithThisTest() {
        ArquillianRedis.start();
        WebArchive test = ShrinkWrap.create(WebArchive.class, "test.war")
                .addClass(JndiIT.class)
                .addAsLibraries(jarOf(Awaitility.class), jarOf(Matcher.class));
        JavaArchive example =
                ShrinkWrap.create(JavaArchive.class, "example.jar").addClass(CounterBean.class);
        EnterpriseArchive ear = ShrinkWrap.createFromZipFile(EnterpriseArchive.class, new File("target/rolegate.ear"));
        String descriptor =
                ArquillianRedis.text(ear.get("META-INF/application.xml").getAsset());
        ear.delete("META-INF/application.xml");
        ear.setApplicationXML(new StringAsset(descriptor.replace("</application>", MORE_MODULES)));
        return ear.addAsModules(example, Testable.archiveToTest(test));
    }

    private static File jarOf(Class<?> type) {
        return new File(type.getProtectionDomain().getCodeSource().getLocation().getPath());
    }

    @Test
    @Order(1)
    void aBorrowedConnectionHasJedisCommandsPipelinesAndTransactions() throws NamingException {
        awaitMaster();
        try (RedisConnection connection = factory("rolegate/master").getConnection()) {
            UnifiedJedis redis = connection.commands();
            redis.set("jndi", "yes");
            assertEquals("yes", redis.get("jndi"));
            Response<String> piped;
            try (AbstractPipeline pipeline = redis.pipelined()) {
                piped = pipeline.get("jndi");
                pipeline.sync();
            }
            assertEquals("yes", piped.get());
            try (var transaction = redis.multi()) {
                transaction.set("jndi", "twice");
                transaction.exec();
            }
            assertEquals("twice", redis.get("jndi"));
        }
    }

    @Test
    @Order(2)
    void aClosedConnectionIsOfNoMoreUseAndIsPooled() throws NamingException {
        RedisConnectionFactory factory = factory("rolegate/master");
        RedisConnection first = factory.getConnection();
        String id = clientId(first);
        UnifiedJedis stale = first.commands();
        first.close();
        first.close();

        assertThrows(IllegalStateException.class, () -> stale.get("jndi"));
        try (RedisConnection second = factory.getConnection()) {
            assertEquals(id, clientId(second));
        }
    }

    @Test
    @Order(3)
    void theReplicaFactoryLeadsToAReplica() throws NamingException {
        try (RedisConnection connection = factory("rolegate/replica").getConnection()) {
            assertTrue(connection.commands().info("replication").contains("role:slave"));
        }
    }

    @Test
    @Order(4)
    void aConnectionThatWasKilledWhileIdleIsNotLentAgain() throws NamingException {
        // Given
        RedisConnectionFactory factory = factory("rolegate/replica");
        RedisConnection idle = factory.getConnection();
        String id = clientId(idle);
        String server = idle.server();
        RedisConnection killer = otherOf(factory, server);

        // When
        kill(killer, id);
        killer.close();
        idle.close();

        // Then
        long asked = System.nanoTime();
        inThisThread()
                .atMost(Duration.ofSeconds(10))
                .until(() -> System.nanoTime() - asked > Duration.ofMillis(600).toNanos());
        for (int i = 0; i < 10; i++) {
            try (RedisConnection next = factory.getConnection()) {
                assertTrue(next.commands().info("replication").contains("role:slave"));
            }
        }
    }

    /** Borrows another connection to the same replica. */
    private static RedisConnection otherOf(RedisConnectionFactory factory, String server) {
        List<RedisConnection> others = new ArrayList<>();
        try {
            while (true) {
                RedisConnection next = factory.getConnection();
                if (next.server().equals(server)) {
                    return next;
                }
                others.add(next);
            }
        } finally {
            others.forEach(RedisConnection::close);
        }
    }

    @SuppressWarnings("deprecation") // no other way to send a command that Jedis does not model
    private static void kill(RedisConnection by, String id) {
        by.commands().sendCommand(Protocol.Command.CLIENT, "KILL", "ID", id);
    }

    @Test
    @Order(5)
    void afterAFailoverNoConnectionBorrowedNextLeadsToTheOldMaster() throws NamingException {
        // Given
        CounterBean counter = (CounterBean) new InitialContext().lookup("java:global/rolegate/example/CounterBean");
        assertEquals(1, counter.increment("counted"));
        assertEquals(2, counter.increment("counted"));
        String former = counter.server();
        RedisConnection held = factory("rolegate/master").getConnection();

        // When
        killServerOf(held);

        // Then
        assertThrows(RuntimeException.class, () -> held.commands().get("counted"));
        held.close();
        RedisUnavailableException refused = inThisThread()
                .atMost(Duration.ofSeconds(20))
                .until(
                        JndiIT::refusal,
                        failure -> failure != null && failure.getMessage().contains("no master"));
        assertTrue(refused.getMessage().contains("does not reply"), refused.getMessage());
        awaitMaster();
        assertNotEquals(former, counter.server());
        assertEquals(3, counter.increment("counted"));
        for (int i = 0; i < 50; i++) {
            assertNotEquals(former, counter.server());
        }
    }

    @SuppressWarnings("deprecation") // no other way to send a command that Jedis does not model
    private static String clientId(RedisConnection connection) {
        return connection.commands().sendCommand(Protocol.Command.CLIENT, "ID").toString();
    }

    private static void killServerOf(RedisConnection connection) {
        long pid = connection
                .commands()
                .info("server")
                .lines()
                .filter(line -> line.startsWith("process_id:"))
                .mapToLong(line ->
                        Long.parseLong(line.substring("process_id:".length()).trim()))
                .findFirst()
                .orElseThrow();
        assertTrue(ProcessHandle.of(pid).orElseThrow().destroyForcibly());
    }

    private static RedisUnavailableException refusal() throws NamingException {
        try (RedisConnection connection = factory("rolegate/master").getConnection()) {
            return null;
        } catch (RedisUnavailableException refused) {
            return refused;
        }
    }

    private static void awaitMaster() {
        inThisThread().atMost(Duration.ofSeconds(60)).until(() -> refusal() == null);
    }

    /** Liberty gives the factories only to threads that run for this application. */
    private static ConditionFactory inThisThread() {
        return Awaitility.await().pollInSameThread();
    }

    private static RedisConnectionFactory factory(String name) throws NamingException {
        return (RedisConnectionFactory) new InitialContext().lookup(name);
    }
}
