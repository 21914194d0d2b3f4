package org.rolegate.tools.bench.inside;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import javax.naming.InitialContext;
import javax.naming.NamingException;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;

import org.rolegate.api.RedisConnection;
import org.rolegate.api.RedisConnectionFactory;

/**
 * One thread's share of a run: so many requests over pooled connections, and on one line when it began, when it ended
 * and how long each took, in nanoseconds.
 *
 * <p>Without the parameter {@code port} it borrows from {@code rolegate/master}, else from a pool of Jedis' own to that
 * port of the loopback address.
 */
@WebServlet("/pool")
public final class PoolServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final String KEY = "bench:64";
    private static final String VALUE = "x".repeat(64);

    private final transient Map<Integer, RedisClient> pools = new ConcurrentHashMap<>();

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        UnaryOperator<String> parameters = request::getParameter;
        boolean isSet = "set".equals(parameters.apply("operation"));
        int requests = Integer.parseInt(parameters.apply("requests"));
        String port = parameters.apply("port");
        Runnable once = port == null ? byJndi(isSet) : byJedis(pool(Integer.parseInt(port)), isSet);
        response.setContentType("text/plain");
        response.getWriter().println(run(once, requests));
    }

    @Override
    public void destroy() {
        pools.values().forEach(RedisClient::close);
    }

    private static String run(Runnable once, int requests) {
        long[] times = new long[requests + 2];
        times[0] = System.nanoTime();
        for (int i = 0; i < requests; i++) {
            long begin = System.nanoTime();
            once.run();
            times[i + 2] = System.nanoTime() - begin;
        }
        times[1] = System.nanoTime();
        return LongStream.of(times).mapToObj(Long::toString).collect(Collectors.joining(" "));
    }

    private static Runnable byJndi(boolean isSet) throws ServletException {
        try {
            var factory = (RedisConnectionFactory) new InitialContext().lookup("rolegate/master");
            return () -> {
                try (RedisConnection connection = factory.getConnection()) {
                    call(connection.commands(), isSet);
                }
            };
        } catch (NamingException e) {
            throw new ServletException(e);
        }
    }

    private static Runnable byJedis(UnifiedJedis pool, boolean isSet) {
        return () -> call(pool, isSet);
    }

    private static void call(UnifiedJedis redis, boolean isSet) {
        if (isSet) {
            redis.set(KEY, VALUE);
        } else {
            redis.get(KEY);
        }
    }

    /** As large as the container's pool, and like it never asking an idle connection that was just used. */
    private RedisClient pool(int port) {
        return pools.computeIfAbsent(port, key -> {
            var size = new ConnectionPoolConfig();
            size.setMaxTotal(20);
            size.setMaxIdle(20);
            size.setMaxWait(Duration.ofSeconds(10));
            return RedisClient.builder()
                    .hostAndPort(new HostAndPort("127.0.0.1", key))
                    .clientConfig(DefaultJedisClientConfig.builder()
                            .password(System.getenv("ROLEGATE_GROUPS_MAIN_PASSWORD"))
                            .build())
                    .poolConfig(size)
                    .build();
        });
    }
}
