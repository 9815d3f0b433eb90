package io.openinbox.server.schema;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A data source that remembers what ran through it, as text and parameters. */
final class RecordedStatements extends DelegatingDataSource {

    private final List<Recorded> recorded = new ArrayList<>();

    /** A statement with {@code ?}, and its parameters as SQL literals. */
    record Recorded(String sql, List<String> literals) {

        /** The statement as the server numbers its parameters. */
        String numbered() {
            var numbered = new StringBuilder();
            int parameters = 0;
            for (int i = 0; i < sql.length(); i++) {
                char c = sql.charAt(i);
                if (c == '?') {
                    numbered.append('$').append(++parameters);
                } else {
                    numbered.append(c);
                }
            }
            if (parameters != literals.size()) {
                throw new IllegalStateException(literals.size() + " parameters for " + sql);
            }
            return numbered.toString();
        }
    }

    RecordedStatements(DataSource target) {
        super(target);
    }

    /** The last statement that ran. */
    Recorded last() {
        return recorded.getLast();
    }

    /** The first one since the last call that holds one of these words. */
    Recorded firstAsking(String... words) {
        Recorded first = recorded.stream()
                .filter(statement -> Stream.of(words).anyMatch(statement.sql()::contains))
                .findFirst()
                .orElseThrow();
        recorded.clear();
        return first;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection real = super.getConnection();
        return proxy(Connection.class, (method, arguments) -> {
            Object answer = call(real, method, arguments);
            return answer instanceof PreparedStatement statement ? recording(statement, (String) arguments[0]) : answer;
        });
    }

    private PreparedStatement recording(PreparedStatement real, String sql) {
        SortedMap<Integer, String> parameters = new TreeMap<>();
        return proxy(PreparedStatement.class, (method, arguments) -> {
            if (method.getName().equals("setNull")) {
                parameters.put((Integer) arguments[0], "null");
            } else if (method.getName().startsWith("set") && arguments.length > 1) {
                parameters.put((Integer) arguments[0], literal(arguments[1]));
            } else if (method.getName().startsWith("execute")) {
                recorded.add(new Recorded(sql, List.copyOf(parameters.values())));
            }
            return call(real, method, arguments);
        });
    }

    private static String literal(Object value) {
        return switch (value) {
            case Number number -> number.toString();
            case Boolean truth -> truth.toString();
            case OffsetDateTime time when time.equals(OffsetDateTime.MAX) -> "'infinity'";
            case OffsetDateTime time when time.equals(OffsetDateTime.MIN) -> "'-infinity'";
            case Array array -> quoted(array.toString());
            default -> quoted(value.toString());
        };
    }

    private static String quoted(String text) {
        return text.chars()
                .mapToObj(c -> c == '\'' ? "''" : Character.toString(c))
                .collect(Collectors.joining("", "'", "'"));
    }

    private static <T> T proxy(Class<T> type, Handler handler) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> handler.handle(method, arguments == null ? new Object[0] : arguments)));
    }

    private static Object call(Object real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private interface Handler {
        Object handle(Method method, Object[] arguments) throws Throwable;
    }
}
