package io.openinbox.server.v1;

import org.jspecify.annotations.Nullable;

/** Answers one operation. */
interface HandlerV1 {

    /**
     * Carries the operation out.
     *
     * @return what the body says as JSON, null included; or {@link NoBody}
     */
    @Nullable
    Object answer(RequestV1 request);

    /** An answer without any body: clients stumble over a JSON null there. */
    enum NoBody {
        NO_BODY
    }
}
