package io.openinbox.server.manner;

import java.util.List;

/**
 * One thing that is wrong with a request.
 *
 * @param path the steps to the value, field names and list positions; empty for the request as a whole
 * @param message what was wrong and the remedy
 */
public record Issue(List<Object> path, String message) {

    public Issue {
        path = List.copyOf(path);
    }
}
