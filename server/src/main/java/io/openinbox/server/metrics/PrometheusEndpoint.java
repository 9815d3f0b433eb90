package io.openinbox.server.metrics;

import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;

/** {@code /actuator/prometheus}, on the management port. */
@WebEndpoint(id = "prometheus")
public final class PrometheusEndpoint {

    private final Figures figures;

    public PrometheusEndpoint(Figures figures) {
        this.figures = figures;
    }

    @ReadOperation(produces = "text/plain;version=0.0.4;charset=utf-8")
    public String scrape() {
        return figures.text();
    }
}
