package io.openinbox.connector.x;

import io.openinbox.platform.AccountAccess;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** An account as the core keeps it: one exchange at a time, stored before it is returned. */
final class LinkedTestAccount implements AccountAccess {

    private final String platformId;
    private final List<String> disconnections = new CopyOnWriteArrayList<>();
    private String credentials;
    private int exchanges;

    LinkedTestAccount(String platformId, XCredentials credentials) {
        this.platformId = platformId;
        this.credentials = credentials.text();
    }

    static LinkedTestAccount of(String platformId) {
        return new LinkedTestAccount(platformId, XCredentials.of("access-1", "refresh-1"));
    }

    @Override
    public String accountPlatformId() {
        return platformId;
    }

    @Override
    public synchronized String credentials() {
        return credentials;
    }

    @Override
    public synchronized String renew(String spent, UnaryOperator<String> exchange) {
        if (credentials.equals(spent)) {
            exchanges++;
            credentials = exchange.apply(spent);
        }
        return credentials;
    }

    @Override
    public void disconnected(String reason) {
        disconnections.add(reason);
    }

    synchronized void store(XCredentials renewed) {
        credentials = renewed.text();
    }

    /** How often the platform was asked for new tokens. */
    synchronized int exchanges() {
        return exchanges;
    }

    List<String> disconnections() {
        return List.copyOf(disconnections);
    }
}
