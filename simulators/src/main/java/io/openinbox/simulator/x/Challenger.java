package io.openinbox.simulator.x;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import tools.jackson.core.JacksonException;

/** Asks a webhook to prove that it knows the consumer secret. */
final class Challenger {

    private final HttpClient http;
    private final String consumerSecret;
    private final Duration timeout;

    Challenger(HttpClient http, String consumerSecret, Duration timeout) {
        this.http = http;
        this.consumerSecret = consumerSecret;
        this.timeout = timeout;
    }

    XChallenge challenge(URI webhook) {
        String token = Secrets.random(48);
        String separator = webhook.getRawQuery() == null ? "?" : "&";
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(webhook + separator + "crc_token=" + token + "&nonce=" + Secrets.random(32)))
                .timeout(timeout)
                .GET()
                .build();
        try {
            return judge(http.send(request, HttpResponse.BodyHandlers.ofString()), token);
        } catch (IOException e) {
            return new XChallenge(false, Failures.words(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new XChallenge(false, "the simulator was stopped");
        }
    }

    private XChallenge judge(HttpResponse<String> response, String token) {
        if (response.statusCode() != 200) {
            return new XChallenge(false, "answered " + response.statusCode() + " instead of 200");
        }
        if (!response.headers().firstValue("Content-Type").orElse("").startsWith("application/json")) {
            return new XChallenge(false, "the answer's Content-Type is not application/json");
        }
        String expected = Secrets.sign(consumerSecret, token.getBytes(StandardCharsets.UTF_8));
        try {
            return Json.string(Json.read(response.body()), "response_token").equals(expected)
                    ? new XChallenge(true, "answered with the right token")
                    : new XChallenge(false, "the response_token is wrong: another consumer secret?");
        } catch (JacksonException e) {
            return new XChallenge(false, "the answer is not JSON");
        }
    }
}
