package io.openinbox.simulator.x;

import java.time.Duration;
import tools.jackson.databind.node.ObjectNode;

/** An answer of X that is no success: its status and body. Immutable. */
public final class XRefusal {

    private static final String PROBLEMS = "https://api.x.com/2/problems/";

    private final int status;
    private final String contentType;
    private final String body;
    private final Duration resetIn;

    private XRefusal(int status, String contentType, ObjectNode body, Duration resetIn) {
        this.status = status;
        this.contentType = contentType;
        this.body = Json.write(body);
        this.resetIn = resetIn;
    }

    /** The recipient takes no messages from the sender: 403. */
    public static XRefusal closedDms() {
        return problem(403, "Forbidden", "about:blank", "You do not have permission to DM one or more participants.");
    }

    /** The app's credits are used up: 402. */
    public static XRefusal noCredits() {
        return problem(
                402,
                "CreditsDepleted",
                PROBLEMS + "credits",
                "Your enrolled account does not have any credits to fulfill this request.");
    }

    /** The app is not enrolled for this API: 403. */
    public static XRefusal appNotEnrolled() {
        ObjectNode body = problemBody(
                403,
                "Client Forbidden",
                PROBLEMS + "client-forbidden",
                "When authenticating requests to the X API v2 endpoints, you must use keys and tokens from a developer"
                        + " App that is attached to a Project.");
        body.put("reason", "client-not-enrolled").put("required_enrollment", "Appropriate Level of API Access");
        return new XRefusal(403, Json.PROBLEM, body, Duration.ZERO);
    }

    /** A parameter or member of the body is wrong: 400. */
    public static XRefusal invalid(String parameter, String value, String message) {
        ObjectNode body = problemBody(
                400,
                "Invalid Request",
                PROBLEMS + "invalid-request",
                "One or more parameters to your request was invalid.");
        ObjectNode error = body.putArray("errors").addObject();
        error.putObject("parameters").putArray(parameter).add(value);
        error.put("message", parameter + ": " + message);
        return new XRefusal(400, Json.PROBLEM, body, Duration.ZERO);
    }

    /** There is no such thing, or it is not the caller's to see: 404. */
    public static XRefusal notFound(String resource, String value) {
        ObjectNode body = problemBody(
                404,
                "Not Found Error",
                PROBLEMS + "resource-not-found",
                "Could not find " + resource + " with id: [" + value + "].");
        body.put("resource_type", resource)
                .put("resource_id", value)
                .put("parameter", "id")
                .put("value", value);
        return new XRefusal(404, Json.PROBLEM, body, Duration.ZERO);
    }

    /** The token is unknown, expired or revoked: 401. */
    public static XRefusal unauthorized() {
        return problem(401, "Unauthorized", "about:blank", "Unauthorized");
    }

    /** Too many calls: 429, with {@code x-rate-limit-remaining: 0} and a reset that far in the future. */
    public static XRefusal throttled(Duration resetIn) {
        return new XRefusal(
                429, Json.PROBLEM, problemBody(429, "Too Many Requests", "about:blank", "Too Many Requests"), resetIn);
    }

    /** Too many calls, in the older body with code 88. */
    public static XRefusal throttledWithCode(Duration resetIn) {
        return new XRefusal(429, Json.JSON, codeBody(88, "Rate limit exceeded"), resetIn);
    }

    /** X is over capacity: 503. Nothing was done. */
    public static XRefusal unavailable() {
        return problem(503, "Service Unavailable", "about:blank", "Service Unavailable");
    }

    /** X failed: 500. */
    public static XRefusal internalError() {
        return problem(500, "Internal Server Error", PROBLEMS + "internal-error", "Internal Server Error");
    }

    /** One of the older numeric codes, such as 349 (cannot message this user) with status 403. */
    public static XRefusal code(int status, int code, String message) {
        return new XRefusal(status, Json.JSON, codeBody(code, message), Duration.ZERO);
    }

    static XRefusal unsupportedAuthentication(String supported) {
        return problem(
                403,
                "Unsupported Authentication",
                PROBLEMS + "unsupported-authentication",
                "This authentication is forbidden for this endpoint. Supported: [" + supported + "].");
    }

    static XRefusal forbidden(String detail) {
        return problem(403, "Forbidden", "about:blank", detail);
    }

    static XRefusal conflict(String detail) {
        return problem(409, "Conflict", "about:blank", detail);
    }

    static XRefusal noSuchPath() {
        return problem(404, "Not Found", "about:blank", "Not Found");
    }

    static XRefusal methodNotAllowed() {
        return problem(405, "Method Not Allowed", "about:blank", "Method Not Allowed");
    }

    /** The stream has as many readers as the app may have. */
    static XRefusal tooManyConnections() {
        return problem(
                429,
                "ConnectionException",
                PROBLEMS + "streaming-connection",
                "This stream is currently at the maximum allowed connection limit.");
    }

    /** The refusals of webhook management, which carry one of X's reasons. */
    static XRefusal webhook(String reason, String detail) {
        ObjectNode body = problemBody(400, "Invalid Request", PROBLEMS + "invalid-request", reason + ": " + detail);
        body.put("reason", reason);
        body.putArray("errors").addObject().put("message", reason + ": " + detail);
        return new XRefusal(400, Json.PROBLEM, body, Duration.ZERO);
    }

    /** The token call's own error body. */
    public static XRefusal oauth(int status, String error, String description) {
        return new XRefusal(
                status,
                Json.JSON,
                Json.object().put("error", error).put("error_description", description),
                Duration.ZERO);
    }

    private static XRefusal problem(int status, String title, String type, String detail) {
        return new XRefusal(status, Json.PROBLEM, problemBody(status, title, type, detail), Duration.ZERO);
    }

    private static ObjectNode problemBody(int status, String title, String type, String detail) {
        return Json.object()
                .put("title", title)
                .put("detail", detail)
                .put("type", type)
                .put("status", status);
    }

    private static ObjectNode codeBody(int code, String message) {
        ObjectNode body = Json.object();
        body.putArray("errors").addObject().put("code", code).put("message", message);
        return body;
    }

    int status() {
        return status;
    }

    /** Zero when this is no throttling. */
    Duration resetIn() {
        return resetIn;
    }

    Answer answer() {
        return new Answer(status, contentType, body);
    }
}
