package io.openinbox.db;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Fills a statement's parameters from left to right, rows turned into one array per column, as {@code unnest} wants them. */
public final class ArrayParams {

    private final PreparedStatement statement;
    private int index;

    public ArrayParams(PreparedStatement statement) {
        this.statement = statement;
    }

    public ArrayParams value(Object value) throws SQLException {
        statement.setObject(++index, value);
        return this;
    }

    /** @param type the SQL type of one element */
    public <T> ArrayParams column(String type, List<T> rows, Function<T, @Nullable Object> column) throws SQLException {
        @Nullable Object[] values = new @Nullable Object[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = column.apply(rows.get(i));
        }
        statement.setArray(++index, statement.getConnection().createArrayOf(type, values));
        return this;
    }
}
