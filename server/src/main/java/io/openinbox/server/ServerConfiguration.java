package io.openinbox.server;

import io.openinbox.http.AddressRanges;
import io.openinbox.http.AddressRules;
import io.openinbox.http.SafeHttp;
import io.openinbox.server.auth.BearerTokens;
import io.openinbox.server.auth.BrowserSessions;
import io.openinbox.server.auth.Callers;
import io.openinbox.server.auth.HomePage;
import io.openinbox.server.auth.SessionCookie;
import io.openinbox.server.auth.SignInRoutes;
import io.openinbox.server.config.InboxCore;
import io.openinbox.server.config.InboxSettings;
import io.openinbox.server.docs.ApiExplorer;
import io.openinbox.server.hook.HookRoutes;
import io.openinbox.server.http.BrowserSafetyFilter;
import io.openinbox.server.http.ClientAddressFilter;
import io.openinbox.server.http.ContractFiles;
import io.openinbox.server.http.NotFoundPage;
import io.openinbox.server.http.PageStyle;
import io.openinbox.server.http.RequestIdFilter;
import io.openinbox.server.limit.ApiQuota;
import io.openinbox.server.limit.FailedAttempts;
import io.openinbox.server.link.LinkRoutes;
import io.openinbox.server.live.LiveRoutes;
import io.openinbox.server.manage.RoutesManage;
import io.openinbox.server.manner.SessionRoute;
import io.openinbox.server.media.MediaAddresses;
import io.openinbox.server.media.MediaRoutes;
import io.openinbox.server.metrics.Figures;
import io.openinbox.server.metrics.PrometheusEndpoint;
import io.openinbox.server.ui.ProfilePictures;
import io.openinbox.server.ui.WebInbox;
import io.openinbox.server.v1.RoutesV1;
import io.openinbox.server.v1.WebhookPayloadsV1;
import io.openinbox.server.v2.RoutesV2;
import io.openinbox.server.v2.WebhookPayloadsV2;
import io.openinbox.webhook.WebhookTimes;
import io.openinbox.webhook.WebhookWorkers;
import io.openinbox.webhook.Webhooks;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jackson.JacksonEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementContextAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.application.AvailabilityHealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.servlet.autoconfigure.actuate.web.ServletManagementContextAutoConfiguration;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.boot.tomcat.autoconfigure.actuate.web.server.TomcatServletManagementContextAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.actuate.endpoint.web.WebMvcHealthEndpointExtensionAutoConfiguration;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.support.HandlerFunctionAdapter;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;

/**
 * The web server around the core: what of Spring Boot is used, named one by one, and every route in the order in which it
 * is asked. {@link InboxServer} puts the settings and the core in.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    ConfigurationPropertiesAutoConfiguration.class,
    LifecycleAutoConfiguration.class,
    PropertyPlaceholderAutoConfiguration.class,
    SslAutoConfiguration.class,
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    ApplicationAvailabilityAutoConfiguration.class,
    HealthContributorAutoConfiguration.class,
    HealthContributorRegistryAutoConfiguration.class,
    AvailabilityHealthContributorAutoConfiguration.class,
    AvailabilityProbesAutoConfiguration.class,
    EndpointAutoConfiguration.class,
    JacksonEndpointAutoConfiguration.class,
    WebEndpointAutoConfiguration.class,
    HealthEndpointAutoConfiguration.class,
    WebMvcHealthEndpointExtensionAutoConfiguration.class,
    ServletManagementContextAutoConfiguration.class,
    TomcatServletManagementContextAutoConfiguration.class,
    ManagementContextAutoConfiguration.class
})
class ServerConfiguration {

    /** How long a health check waits for the database, in seconds. */
    private static final int HEALTH_PATIENCE = 2;

    /** The only way to a handler: with a mapping of its own, the dispatcher makes none of its usual ones. */
    @Bean
    RouterFunctionMapping routerFunctionMapping(RouterFunction<?> routes) {
        var mapping = new RouterFunctionMapping(routes);
        mapping.setMessageConverters(List.of());
        return mapping;
    }

    @Bean
    HandlerFunctionAdapter handlerFunctionAdapter() {
        return new HandlerFunctionAdapter();
    }

    @Bean
    SessionCookie sessionCookie(InboxSettings settings) {
        return new SessionCookie(settings.isPublicUrlSecure());
    }

    @Bean
    BrowserSessions browserSessions(InboxCore core, SessionCookie cookie, InboxSettings settings) {
        return new BrowserSessions(core.sessions(), cookie, settings.publicUrl());
    }

    @Bean
    Callers callers(InboxCore core, BrowserSessions sessions) {
        return new Callers(new BearerTokens(core.apiTokens()), sessions);
    }

    @Bean
    LiveRoutes liveRoutes(InboxCore core, Callers callers, InboxSettings settings) {
        return new LiveRoutes(
                callers,
                core.events(),
                core.tail(),
                core.clock(),
                settings.live().heartbeat());
    }

    @Bean(destroyMethod = "close")
    SafeHttp safeHttp(InboxSettings settings) {
        return new SafeHttp(new AddressRules(settings.allowCidr()));
    }

    @Bean
    MediaAddresses mediaAddresses(InboxCore core, InboxSettings settings, Environment environment) {
        return new MediaAddresses(
                core.mediaSignature(),
                core.clock(),
                settings.media().addressLifetime(),
                () -> settings.publicUrl(environment.getRequiredProperty("local.server.port", Integer.class)));
    }

    @Bean
    Webhooks webhooks(InboxCore core, InboxSettings settings, MediaAddresses media, SafeHttp http) {
        return new Webhooks(
                core.database(),
                core.clock(),
                core.secrets(),
                core.events(),
                core.eventPayloads(),
                core.tail(),
                http,
                WebhookTimes.STANDARD,
                List.of(WebhookPayloadsV1.of(core, media, settings.v1XName()), WebhookPayloadsV2.of(core)));
    }

    @Bean(destroyMethod = "close")
    WebhookWorkers webhookWorkers(Webhooks webhooks) {
        return webhooks.startWorkers();
    }

    /** Before the server waits for the requests under way: streams never end by themselves. */
    @Bean
    ApplicationListener<ContextClosedEvent> endOfLiveStreams(LiveRoutes live) {
        return closed -> live.close();
    }

    @Bean
    RouterFunction<?> routes(
            InboxCore core,
            InboxSettings settings,
            MediaAddresses media,
            SessionCookie cookie,
            BrowserSessions sessions,
            Callers callers,
            LiveRoutes live,
            SafeHttp safeHttp,
            Webhooks webhooks) {
        var tokens = new BearerTokens(core.apiTokens());
        var quota = new ApiQuota(settings.limits(), settings.rateLimit(), core.nodes(), core.clock());
        return new ContractFiles(RoutesV1.PREFIX, "openapi/v1.yaml")
                .andOther(new RoutesV1(core, tokens, quota, media, settings.v1XName()))
                .andOther(new ContractFiles(RoutesV2.PREFIX, "openapi/v2.yaml"))
                .andOther(RoutesV2.of(core, callers, quota, media))
                .andOther(new ContractFiles(RoutesManage.PREFIX, "openapi/manage.yaml"))
                .andOther(RoutesManage.of(core, callers, quota, webhooks))
                .andOther(new SessionRoute(sessions))
                .andOther(new MediaRoutes(core.attachments(), media))
                .andOther(live)
                .andOther(new HookRoutes(core.connectors(), core.ingestMessages(), core.clock()))
                .andOther(
                        new SignInRoutes(core.signInLinks(), core.sessions(), cookie, new FailedAttempts(core.clock())))
                .andOther(new LinkRoutes(
                        core.linkAttempts(), core.teams(), core.sessions(), cookie, settings.publicUrl()))
                .andOther(explorer())
                .andOther(new ProfilePictures(callers, core.people(), safeHttp))
                .andOther(new WebInbox())
                .andOther(new HomePage(core.sessions(), cookie, core.linkAttempts(), settings.publicUrl()))
                .andOther(new PageStyle())
                .andOther(new NotFoundPage());
    }

    private static ApiExplorer explorer() {
        return new ApiExplorer(List.of(
                new ApiExplorer.Contract("v1", "API v1", RoutesV1.PREFIX),
                new ApiExplorer.Contract("v2", "API v2", RoutesV2.PREFIX),
                new ApiExplorer.Contract("manage", "Management", RoutesManage.PREFIX)));
    }

    @Bean
    FilterRegistrationBean<ClientAddressFilter> clientAddressFilter(InboxSettings settings) {
        var registration =
                new FilterRegistrationBean<>(new ClientAddressFilter(new AddressRanges(settings.trustedProxies())));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    @Bean
    FilterRegistrationBean<RequestIdFilter> requestIdFilter() {
        var registration = new FilterRegistrationBean<>(new RequestIdFilter());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return registration;
    }

    @Bean
    FilterRegistrationBean<BrowserSafetyFilter> browserSafetyFilter() {
        var registration = new FilterRegistrationBean<>(new BrowserSafetyFilter());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
        return registration;
    }

    /** A slash or percent sign inside a tag's name arrives escaped, and has to reach the routes as it was sent. */
    @Bean
    TomcatConnectorCustomizer escapedPathSegments() {
        return connector -> {
            connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
            connector.setEncodedReverseSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
        };
    }

    @Bean
    Figures figures(InboxCore core, DataSource dataSource) {
        return new Figures(core, dataSource);
    }

    @Bean
    PrometheusEndpoint prometheusEndpoint(Figures figures) {
        return new PrometheusEndpoint(figures);
    }

    @Bean
    HealthIndicator databaseHealthIndicator(DataSource dataSource) {
        return () -> {
            try (Connection connection = dataSource.getConnection()) {
                return connection.isValid(HEALTH_PATIENCE)
                        ? Health.up().build()
                        : Health.down().build();
            } catch (SQLException e) {
                return Health.down().build();
            }
        };
    }
}
