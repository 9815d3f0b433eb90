package io.openinbox.server.manner;

import java.util.List;
import java.util.stream.Collectors;

/** A request whose shape is wrong, with everything that was found wrong with it. */
public final class InvalidRequest extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient List<Issue> issues;

    public InvalidRequest(List<Issue> issues) {
        // An expected answer: the stack trace would cost more than it tells.
        super(issues.stream().map(InvalidRequest::words).collect(Collectors.joining(" ")), null, false, false);
        this.issues = List.copyOf(issues);
    }

    /** @param message without the field's name, which the path says */
    public static InvalidRequest of(List<Object> path, String message) {
        return new InvalidRequest(List.of(new Issue(path, message)));
    }

    /** Of a field at the top, such as a parameter or header. */
    public static InvalidRequest of(String name, String message) {
        return of(List.of(name), message);
    }

    public List<Issue> issues() {
        return issues;
    }

    private static String words(Issue issue) {
        return issue.path().isEmpty()
                ? issue.message()
                : issue.path().stream().map(Object::toString).collect(Collectors.joining(".")) + ": " + issue.message();
    }
}
