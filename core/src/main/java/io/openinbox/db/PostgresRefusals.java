package io.openinbox.db;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;

/** What PostgreSQL refuses, in Spring's words. */
final class PostgresRefusals extends SQLExceptionSubclassTranslator {

    /** A value too large for an index: the data's fault like any other, but Spring takes it for an unknown error. */
    private static final String PROGRAM_LIMIT_EXCEEDED = "54000";

    @Override
    protected @Nullable DataAccessException doTranslate(String task, @Nullable String sql, SQLException e) {
        return PROGRAM_LIMIT_EXCEEDED.equals(e.getSQLState())
                ? new DataIntegrityViolationException(buildMessage(task, sql, e), e)
                : super.doTranslate(task, sql, e);
    }
}
