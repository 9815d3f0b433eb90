package io.openinbox.bench;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Remembers the statements of the threads that answer requests: what runs beside them again and again does not count. */
final class CapturingDataSource extends DelegatingDataSource {

    private static final String REQUEST_THREADS = "tomcat";

    private final List<Captured> captured = new CopyOnWriteArrayList<>();

    CapturingDataSource(DataSource target) {
        super(target);
    }

    /** What ran since this was asked last. */
    List<Captured> take() {
        List<Captured> taken = List.copyOf(captured);
        captured.clear();
        return taken;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return capturing(super.getConnection());
    }

    private Connection capturing(Connection real) {
        IdentityHashMap<Array, Captured.ArrayOf> arrays = new IdentityHashMap<>();
        return proxy(Connection.class, (self, method, arguments) -> {
            Object answer = call(real, method, arguments);
            switch (method.getName()) {
                case "prepareStatement" -> {
                    return capturing((Connection) self, (PreparedStatement) answer, (String) arguments[0], arrays);
                }
                case "createArrayOf" ->
                    arrays.put((Array) answer, new Captured.ArrayOf((String) arguments[0], nullable((Object[])
                            arguments[1])));
                case "setAutoCommit" -> {
                    if (arguments[0].equals(false)) {
                        add("begin", List.of());
                    }
                }
                case "commit" -> add("commit", List.of());
                default -> {}
            }
            return answer;
        });
    }

    private PreparedStatement capturing(
            Connection connection,
            PreparedStatement real,
            String sql,
            IdentityHashMap<Array, Captured.ArrayOf> arrays) {
        SortedMap<Integer, @Nullable Object> values = new TreeMap<>();
        return proxy(PreparedStatement.class, (self, method, arguments) -> {
            String name = method.getName();
            if (name.equals("getConnection")) {
                return connection;
            } else if (name.equals("setNull")) {
                values.put((Integer) arguments[0], null);
            } else if (name.startsWith("set") && arguments.length > 1 && arguments[0] instanceof Integer index) {
                Object value = arguments[1];
                Captured.ArrayOf array = value instanceof Array ? arrays.get(value) : null;
                values.put(index, array == null ? value : array);
            } else if (name.startsWith("execute")) {
                add(sql, new ArrayList<>(values.values()));
            }
            return call(real, method, arguments);
        });
    }

    private static List<@Nullable Object> nullable(@Nullable Object[] elements) {
        return Arrays.asList(elements);
    }

    private void add(String sql, List<@Nullable Object> values) {
        if (Thread.currentThread().getName().startsWith(REQUEST_THREADS)) {
            captured.addAll(Captured.each(sql, values));
        }
    }

    private static <T> T proxy(Class<T> type, Handler handler) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) ->
                        handler.handle(self, method, arguments == null ? new Object[0] : arguments)));
    }

    @SuppressWarnings("NullAway") // A method of JDBC may well answer null.
    private static Object call(Object real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private interface Handler {
        Object handle(Object self, Method method, Object[] arguments) throws Throwable;
    }
}
