package io.openinbox.db;

import io.openinbox.kernel.Id;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.SqlArrayValue;

/** Turns values into what JDBC takes as a parameter. */
public final class Param {

    private Param() {}

    public static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    public static @Nullable OffsetDateTime timeOrNull(@Nullable Instant instant) {
        return instant == null ? null : time(instant);
    }

    public static @Nullable UUID idOrNull(@Nullable Id id) {
        return id == null ? null : id.value();
    }

    /** An enum as its name in lower case. */
    public static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    public static SqlArrayValue ids(Collection<? extends Id> ids) {
        return new SqlArrayValue("uuid", ids.stream().map(Id::value).toArray());
    }

    public static SqlArrayValue texts(Collection<String> texts) {
        return new SqlArrayValue("text", texts.toArray());
    }
}
