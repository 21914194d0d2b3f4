package org.rolegate.ra;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;

import javax.transaction.xa.XAResource;

import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;

import org.jspecify.annotations.Nullable;

import org.rolegate.core.config.ConfigSource;
import org.rolegate.core.config.LayeredSource;
import org.rolegate.core.config.RaProperties;
import org.rolegate.core.config.Reading;
import org.rolegate.core.config.Settings;
import org.rolegate.core.config.SettingsReader;
import org.rolegate.core.time.Ticker;
import org.rolegate.log.RolegateLog;
import org.rolegate.management.HealthFeature;
import org.rolegate.ra.work.ExitHook;
import org.rolegate.ra.work.WorkPlatform;
import org.rolegate.runtime.Proxy;
import org.rolegate.runtime.StartFailed;

/**
 * The resource adapter: starts Rolegate with the application server's threads and timers, and stops it.
 *
 * <p>Its properties have no defaults here; what is not set comes from MicroProfile Config, and then from
 * {@link SettingsReader}.
 */
public class RolegateResourceAdapter implements ResourceAdapter, Serializable {

    private static final long serialVersionUID = 1;

    private @Nullable String servers;
    private @Nullable String sentinels;
    private @Nullable String masterName;
    private @Nullable String user;
    private @Nullable String password;
    private @Nullable String sentinelUser;
    private @Nullable String sentinelPassword;
    private @Nullable String masterBind;
    private @Nullable String replicasBind;
    private @Nullable String configuration;

    private final transient AtomicReference<@Nullable Running> running = new AtomicReference<>();

    private record Running(WorkPlatform platform, Proxy proxy, ExitHook hook) {}

    @Override
    public void start(BootstrapContext context) throws ResourceAdapterInternalException {
        Refusal.clear();
        try {
            start(read(), context);
        } catch (StartFailed refused) {
            Refusal.note(String.valueOf(refused.getMessage()));
            // Without a cause: the message says it all, and servers print every stack trace they get.
            throw new ResourceAdapterInternalException(refused.getMessage());
        } catch (RuntimeException | LinkageError unexpected) {
            Refusal.note(String.valueOf(unexpected));
            throw new ResourceAdapterInternalException("Rolegate does not start: " + unexpected, unexpected);
        }
        if (!HealthFeature.present(Thread.currentThread().getContextClassLoader())) {
            RolegateLog.LOG.noHealth();
        }
    }

    private void start(Settings settings, BootstrapContext context) throws StartFailed {
        WorkPlatform platform = new WorkPlatform(context);
        ExitHook hook = ExitHook.register(this::stop);
        boolean started = false;
        try {
            running.set(new Running(platform, Proxy.start(settings, version(), platform, Ticker.SYSTEM), hook));
            started = true;
        } finally {
            if (!started) {
                hook.unregister();
                platform.close();
            }
        }
    }

    private Settings read() throws StartFailed {
        RaProperties properties = new RaProperties(
                servers,
                sentinels,
                masterName,
                user,
                password,
                sentinelUser,
                sentinelPassword,
                masterBind,
                replicasBind,
                configuration);
        Optional<ConfigSource> microProfile = MicroProfileSource.find();
        if (microProfile.isEmpty()) {
            RolegateLog.LOG.noConfig();
        }
        Reading reading = new SettingsReader()
                .read(new LayeredSource(properties.asSource(), microProfile.orElseGet(PlainSource::new)));
        if (reading instanceof Reading.Invalid invalid) {
            throw new StartFailed(invalid.problems());
        }
        return ((Reading.Valid) reading).settings();
    }

    /** Stops everything, once; the exit hook and the container may both call it. */
    @Override
    public void stop() {
        Running stopping = running.getAndSet(null);
        if (stopping != null) {
            stopping.hook().unregister();
            stopping.platform().close();
            stopping.proxy().stop();
            RolegateLog.LOG.stopped();
        }
    }

    /**
     * Returns Rolegate while it runs.
     *
     * @throws ResourceException if it does not
     */
    public Proxy proxy() throws ResourceException {
        Running now = running.get();
        if (now == null) {
            throw new ResourceException("Rolegate is not running");
        }
        return now.proxy();
    }

    private static String version() {
        Properties properties = new Properties();
        try (InputStream in = RolegateResourceAdapter.class.getResourceAsStream("/rolegate-version.properties")) {
            properties.load(Objects.requireNonNull(in, "rolegate-version.properties is missing in the RAR"));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return properties.getProperty("version");
    }

    @Override
    public void endpointActivation(MessageEndpointFactory factory, ActivationSpec spec) throws ResourceException {
        throw new NotSupportedException("Rolegate does not support message endpoints");
    }

    @Override
    public void endpointDeactivation(MessageEndpointFactory factory, ActivationSpec spec) {
        // Nothing was activated.
    }

    @Override
    public XAResource[] getXAResources(ActivationSpec[] specs) {
        return new XAResource[0];
    }

    public @Nullable String getServers() {
        return servers;
    }

    public void setServers(@Nullable String servers) {
        this.servers = servers;
    }

    public @Nullable String getSentinels() {
        return sentinels;
    }

    public void setSentinels(@Nullable String sentinels) {
        this.sentinels = sentinels;
    }

    public @Nullable String getMasterName() {
        return masterName;
    }

    public void setMasterName(@Nullable String masterName) {
        this.masterName = masterName;
    }

    public @Nullable String getUser() {
        return user;
    }

    public void setUser(@Nullable String user) {
        this.user = user;
    }

    public @Nullable String getPassword() {
        return password;
    }

    public void setPassword(@Nullable String password) {
        this.password = password;
    }

    public @Nullable String getSentinelUser() {
        return sentinelUser;
    }

    public void setSentinelUser(@Nullable String sentinelUser) {
        this.sentinelUser = sentinelUser;
    }

    public @Nullable String getSentinelPassword() {
        return sentinelPassword;
    }

    public void setSentinelPassword(@Nullable String sentinelPassword) {
        this.sentinelPassword = sentinelPassword;
    }

    public @Nullable String getMasterBind() {
        return masterBind;
    }

    public void setMasterBind(@Nullable String masterBind) {
        this.masterBind = masterBind;
    }

    public @Nullable String getReplicasBind() {
        return replicasBind;
    }

    public void setReplicasBind(@Nullable String replicasBind) {
        this.replicasBind = replicasBind;
    }

    public @Nullable String getConfiguration() {
        return configuration;
    }

    public void setConfiguration(@Nullable String configuration) {
        this.configuration = configuration;
    }

    /** Two adapters are the same only if they are one: each owns ports. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    /** Names no setting, since some are secret. */
    @Override
    public String toString() {
        return "RolegateResourceAdapter[" + (running.get() == null ? "stopped" : "running") + "]";
    }
}
