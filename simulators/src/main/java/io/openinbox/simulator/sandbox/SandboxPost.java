package io.openinbox.simulator.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Tells accounts what happened, one delivery after another, each until it is taken. Thread-safe. */
final class SandboxPost implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int ATTEMPTS = 40;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final SecretKeySpec key;
    private final HttpClient http;
    private final List<String> delivered = Collections.synchronizedList(new ArrayList<>());
    private final List<String> held = new ArrayList<>();
    private boolean holding;
    private volatile @Nullable URI webhook;

    SandboxPost(String secret, ExecutorService threads) {
        key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .executor(threads)
                .build();
    }

    void to(URI address) {
        webhook = address;
    }

    /** Tells an account, if the user is one; returns once it is taken in or held back. */
    void tell(SandboxUser account, SandboxSimulator sandbox, SandboxEvent event) {
        if (!sandbox.isLinked(account)) {
            return;
        }
        ObjectNode body = JSON.createObjectNode().put("account", account.id());
        body.putArray("events").add(event.form().apply(account));
        String text = JSON.writeValueAsString(body);
        synchronized (held) {
            if (holding) {
                held.add(text);
                return;
            }
        }
        deliver(text);
        delivered.add(text);
    }

    void hold() {
        synchronized (held) {
            holding = true;
        }
    }

    void release(boolean reversed) {
        List<String> released;
        synchronized (held) {
            holding = false;
            released = new ArrayList<>(held);
            held.clear();
        }
        if (reversed) {
            Collections.reverse(released);
        }
        released.forEach(this::deliver);
        delivered.addAll(released);
    }

    void again() {
        List.copyOf(delivered).forEach(this::deliver);
    }

    private void deliver(String body) {
        URI address = webhook;
        if (address == null) {
            return;
        }
        var request = HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("Sandbox-Signature", "sha256=" + HexFormat.of().formatHex(mac(body)))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                if (http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
                Thread.sleep(PAUSE);
            } catch (IOException e) {
                // As a refusal: the account's server may come up yet.
                if (!pause()) {
                    return;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private byte[] mac(String body) {
        try {
            Mac mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            return mac.doFinal(body.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
