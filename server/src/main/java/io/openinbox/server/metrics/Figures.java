package io.openinbox.server.metrics;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.openinbox.server.config.InboxCore;
import java.util.function.ToDoubleFunction;
import javax.sql.DataSource;

/** Everything that is measured; {@code docs/running.md} lists the names. Closing it lets go of what it watches in the JVM. */
public final class Figures implements AutoCloseable {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();

    public Figures(InboxCore core, DataSource dataSource) {
        core.connectors().activity().watch(new PlatformFigures(registry));
        Gauge.builder("openinbox.events.behind", () -> core.events().mostUnread())
                .description("The most events any follower of a team's log on this node has not read yet.")
                .register(registry);
        Gauge.builder("openinbox.nodes", () -> core.nodes().live())
                .description("Servers over this database that are live.")
                .register(registry);
        if (dataSource instanceof HikariDataSource pool) {
            connections("active", pool, HikariPoolMXBean::getActiveConnections);
            connections("idle", pool, HikariPoolMXBean::getIdleConnections);
            connections("waited_for", pool, HikariPoolMXBean::getThreadsAwaitingConnection);
        }
        jvm();
    }

    /** In the text format that Prometheus reads. */
    String text() {
        return registry.scrape();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }

    private void connections(String state, HikariDataSource pool, ToDoubleFunction<HikariPoolMXBean> count) {
        Gauge.builder(
                        "openinbox.database.connections",
                        pool,
                        source -> count.applyAsDouble(source.getHikariPoolMXBean()))
                .description("Connections to the database, and requests that wait for one.")
                .tag("state", state)
                .register(registry);
    }

    private void jvm() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
    }
}
