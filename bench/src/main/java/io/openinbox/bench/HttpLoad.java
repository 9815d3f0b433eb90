package io.openinbox.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Clients that post deliveries one after the other, each waiting for its 200: the message is committed by then. */
final class HttpLoad {

    private final URI hook;
    private final Deliveries deliveries;

    HttpLoad(URI hook, Deliveries deliveries) {
        this.hook = hook;
        this.deliveries = deliveries;
    }

    Figures run(int clients, int teams, Duration time) throws InterruptedException, ExecutionException {
        long end = System.nanoTime() + time.toNanos();
        List<Long> nanos = Collections.synchronizedList(new ArrayList<>());
        try (ExecutorService executor = Executors.newFixedThreadPool(clients);
                HttpClient http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            List<Future<List<Long>>> running = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                running.add(executor.submit(() -> client(http, teams, end)));
            }
            for (Future<List<Long>> client : running) {
                nanos.addAll(client.get());
            }
        }
        return Figures.of(nanos, time);
    }

    private List<Long> client(HttpClient http, int teams, long end) throws IOException, InterruptedException {
        List<Long> nanos = new ArrayList<>();
        while (System.nanoTime() < end) {
            String body = deliveries.next(teams);
            HttpRequest request = HttpRequest.newBuilder(hook)
                    .header("Content-Type", "application/json")
                    .header("x-twitter-webhooks-signature", deliveries.signature(body))
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            long start = System.nanoTime();
            int status =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            nanos.add(System.nanoTime() - start);
            if (status != 200) {
                throw new IOException("A delivery was answered " + status + ".");
            }
        }
        return nanos;
    }
}
