package io.openinbox.server.manner;

import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers the requests to one route. The factories say its status in the route table. */
@FunctionalInterface
public interface Operation {

    Reply answer(Request request);

    static Operation ok(Function<Request, ? extends @Nullable Object> handler) {
        return request -> new Reply(200, handler.apply(request));
    }

    static Operation created(Function<Request, ?> handler) {
        return request -> new Reply(201, handler.apply(request));
    }

    static Operation accepted(Function<Request, ?> handler) {
        return request -> new Reply(202, handler.apply(request));
    }

    static Operation noContent(Consumer<Request> handler) {
        return request -> {
            handler.accept(request);
            return new Reply(Reply.NO_CONTENT, null);
        };
    }

    /** The handler says which of several statuses it is. */
    static Operation either(Function<Request, Reply> handler) {
        return handler::apply;
    }
}
