package io.openinbox.db;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads columns JDBC has no direct word for. Each method throws for SQL null unless its name says otherwise. */
public final class Column {

    private Column() {}

    public static UUID uuid(ResultSet row, String name) throws SQLException {
        return present(uuidOrNull(row, name), name);
    }

    public static @Nullable UUID uuidOrNull(ResultSet row, String name) throws SQLException {
        return row.getObject(name, UUID.class);
    }

    public static List<UUID> uuids(ResultSet row, String name) throws SQLException {
        return List.of((UUID[]) present(row.getArray(name), name).getArray());
    }

    public static String text(ResultSet row, String name) throws SQLException {
        return present(row.getString(name), name);
    }

    public static Instant instant(ResultSet row, String name) throws SQLException {
        return present(instantOrNull(row, name), name);
    }

    public static @Nullable Instant instantOrNull(ResultSet row, String name) throws SQLException {
        OffsetDateTime time = row.getObject(name, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    public static @Nullable Boolean booleanOrNull(ResultSet row, String name) throws SQLException {
        boolean value = row.getBoolean(name);
        return row.wasNull() ? null : value;
    }

    public static @Nullable Long longOrNull(ResultSet row, String name) throws SQLException {
        long value = row.getLong(name);
        return row.wasNull() ? null : value;
    }

    /** An enum stored as its name in lower case. */
    public static <E extends Enum<E>> E word(ResultSet row, String name, Class<E> type) throws SQLException {
        return Enum.valueOf(type, text(row, name).toUpperCase(Locale.ROOT));
    }

    private static <T> T present(@Nullable T value, String name) throws SQLException {
        if (value == null) {
            throw new SQLException("Column " + name + " is null.");
        }
        return value;
    }
}
