package io.openinbox.simulator.x;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Profile pictures, which X gives to everybody. Thread-safe. */
final class Pictures {

    private static final String FOLDER = "pictures";

    private final Map<String, byte[]> files = new ConcurrentHashMap<>();

    /** Under which path the picture is found. */
    URI put(String name, byte[] png) {
        if (!name.matches("[A-Za-z0-9_]+\\.png")) {
            throw new IllegalArgumentException("name: must be letters, digits and underscores, then .png");
        }
        files.put(name, png);
        return URI.create("/" + FOLDER + "/" + name);
    }

    static boolean isOf(List<String> path) {
        return path.size() == 2 && path.getFirst().equals(FOLDER);
    }

    void write(HttpExchange exchange, String name) throws IOException {
        byte[] file = files.get(name);
        if (file == null) {
            Api.write(exchange, Answer.text(404, "There is no such picture\n"));
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", "image/png");
        exchange.sendResponseHeaders(200, file.length);
        exchange.getResponseBody().write(file);
        exchange.getResponseBody().close();
    }
}
