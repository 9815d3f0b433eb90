package io.openinbox.simulator.x;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;

/** Says in words why a webhook gave no answer. */
final class Failures {

    private Failures() {}

    static String words(IOException failure) {
        return switch (failure) {
            case HttpTimeoutException _ -> "no answer in time";
            case ConnectException _ -> "connection refused";
            default -> "no answer: " + failure.getMessage();
        };
    }
}
