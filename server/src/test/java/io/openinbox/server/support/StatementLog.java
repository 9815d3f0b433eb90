package io.openinbox.server.support;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Tells which statements requests run; those of the work in the background are nobody's here. */
final class StatementLog extends DelegatingDataSource {

    private static final String REQUEST_THREAD = "tomcat-handler";

    private final Queue<String> statements = new ConcurrentLinkedQueue<>();
    private volatile boolean isOn;

    StatementLog(DataSource target) {
        super(target);
    }

    List<String> during(Runnable requests) {
        statements.clear();
        isOn = true;
        try {
            requests.run();
        } finally {
            isOn = false;
        }
        return List.copyOf(statements);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection real = super.getConnection();
        if (!isOn || !Thread.currentThread().getName().startsWith(REQUEST_THREAD)) {
            return real;
        }
        return proxy(
                Connection.class,
                real,
                (method, arguments, answer) -> answer instanceof PreparedStatement statement
                        ? proxy(PreparedStatement.class, statement, (called, given, result) -> {
                            if (called.getName().startsWith("execute")) {
                                statements.add((String) arguments[0]);
                            }
                            return result;
                        })
                        : answer);
    }

    private static <T> T proxy(Class<T> type, T real, Listener listener) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        return listener.called(method, arguments, method.invoke(real, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private interface Listener {
        Object called(Method method, Object[] arguments, Object answer);
    }
}
