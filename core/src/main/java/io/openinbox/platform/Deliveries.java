package io.openinbox.platform;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How a platform delivers to us: {@code GET} and {@code POST /hooks/{platform}}. */
public interface Deliveries {

    /**
     * Answers the platform's question whether this address is ours.
     *
     * @return the JSON body to answer with; empty when the question is not one we may answer
     */
    Optional<String> answerChallenge(Map<String, String> query);

    /**
     * Whether the platform sent these bytes.
     *
     * @param header a request header by its name in any case, null when absent
     * @param body the raw bytes: a signature does not survive decoding
     */
    boolean isAuthentic(Function<String, @Nullable String> header, byte[] body);

    /** What an authentic body says, in its order. Never throws: what is not understood is an {@link Inbound.Unknown}. */
    List<Inbound> read(byte[] body);
}
