package io.openinbox.server.v1;

import io.openinbox.kernel.Cursor;
import io.openinbox.kernel.IdCodec;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a page ended. It comes back flat, as cursorId and cursorTimestamp, or as the object it was. */
record CursorV1(String id, Instant timestamp) {

    static @Nullable CursorV1 of(Optional<Cursor> next) {
        return next.map(cursor -> new CursorV1(IdCodec.format(cursor.id()), cursor.at()))
                .orElse(null);
    }

    static @Nullable Cursor read(InputV1 query) {
        Optional<String> id = query.text("cursorId");
        Optional<Instant> timestamp = query.time("cursorTimestamp");
        Optional<InputV1> object = query.object("cursor");
        if (object.isPresent()) {
            if (id.isPresent() || timestamp.isPresent()) {
                throw InputV1.invalid("cursor: send either cursorId with cursorTimestamp, or cursor, not both.");
            }
            return read(object.get(), object.get().text("id"), object.get().time("timestamp"), "id", "timestamp");
        }
        if (id.isEmpty() && timestamp.isEmpty()) {
            return null;
        }
        return read(query, id, timestamp, "cursorId", "cursorTimestamp");
    }

    private static Cursor read(
            InputV1 input, Optional<String> id, Optional<Instant> timestamp, String idName, String timestampName) {
        if (id.isEmpty() || timestamp.isEmpty()) {
            throw InputV1.invalid(input.path(id.isEmpty() ? idName : timestampName)
                    + ": is missing; a cursor is both the id and the timestamp of nextCursor.");
        }
        return new Cursor(
                timestamp.get(),
                IdCodec.parse(id.get())
                        .orElseThrow(() -> InputV1.invalid(
                                input.path(idName) + ": is no cursor; send the id of nextCursor as it was.")));
    }
}
