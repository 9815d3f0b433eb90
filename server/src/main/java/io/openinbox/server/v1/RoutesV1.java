package io.openinbox.server.v1;

import static io.openinbox.team.Scope.READ;
import static io.openinbox.team.Scope.SEND;
import static io.openinbox.team.Scope.WRITE;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;

import io.openinbox.server.auth.BearerTokens;
import io.openinbox.server.auth.Caller;
import io.openinbox.server.config.InboxCore;
import io.openinbox.server.http.Answer;
import io.openinbox.server.http.RouteTable;
import io.openinbox.server.http.RouteTable.Match;
import io.openinbox.server.http.RouteTable.Route;
import io.openinbox.server.limit.ApiQuota;
import io.openinbox.server.limit.Standing;
import io.openinbox.server.media.MediaAddresses;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Every operation of API v1: method, path, the scope a token needs, and what answers. */
public final class RoutesV1 implements RouterFunction<ServerResponse> {

    public static final String PREFIX = "/api/v1";

    private final BearerTokens tokens;
    private final ApiQuota quota;
    private final PlatformNameV1 defaultNames;
    private final RouteTable<HandlerV1> table;

    /** @param xName how callers who did not choose read X: {@code x} or {@code twitter} */
    public RoutesV1(InboxCore core, BearerTokens tokens, ApiQuota quota, MediaAddresses media, String xName) {
        this.tokens = tokens;
        this.quota = quota;
        this.defaultNames = new PlatformNameV1(xName);
        this.table = new RouteTable<>(PREFIX, routes(core, media));
    }

    private static List<Route<HandlerV1>> routes(InboxCore core, MediaAddresses media) {
        var attachments = new AttachmentAnswers(core.attachments(), media);
        var team = new TeamEndpoints(core.teams(), core.members(), core.accountLinks());
        var answers = new ThreadAnswers(core.people(), core.backfills(), core.clock());
        var thread = new ThreadEndpoints(core.threads(), core.threadActions(), core.people(), answers);
        var message =
                new MessageEndpoints(core.messages(), core.sendMessage(), core.people(), core.backfills(), attachments);
        var action = new MessageActionEndpoints(
                core.messages(), core.messageActions(), core.reactions(), core.typingSignals(), attachments);
        var prospect = new ProspectEndpoints(core.people(), core.threads(), core.updateContext(), core.clock());
        var pipeline = new PipelineEndpoints(core.tags(), core.statuses(), core.deleteLabels());
        var event = new EventEndpoints(core.events(), EventDataV1.of(core, attachments));
        return List.of(
                new Route<>(GET, "/team", READ, team::team),
                new Route<>(GET, "/members", READ, team::members),
                new Route<>(GET, "/members/{memberId}", READ, team::member),
                new Route<>(GET, "/account-links", READ, team::accountLinks),
                new Route<>(GET, "/threads", READ, thread::list),
                new Route<>(POST, "/threads", WRITE, thread::open),
                new Route<>(GET, "/threads/lookup", READ, thread::lookUp),
                new Route<>(GET, "/threads/lookup-by-username", READ, thread::lookUpByUsername),
                new Route<>(GET, "/threads/{threadId}", READ, thread::get),
                new Route<>(PATCH, "/threads/{threadId}", WRITE, thread::update),
                new Route<>(DELETE, "/threads/{threadId}", WRITE, thread::delete),
                new Route<>(PATCH, "/threads/{threadId}/settings", WRITE, thread::updateSettings),
                new Route<>(GET, "/threads/{threadId}/messages", READ, message::list),
                new Route<>(POST, "/threads/{threadId}/messages", SEND, message::send),
                new Route<>(POST, "/threads/messages", SEND, message::quickSend),
                new Route<>(PATCH, "/threads/{threadId}/messages/{messageId}", SEND, action::edit),
                new Route<>(DELETE, "/threads/{threadId}/messages/{messageId}", SEND, action::delete),
                new Route<>(GET, "/threads/{threadId}/messages/{messageId}/history", READ, action::history),
                new Route<>(POST, "/threads/{threadId}/messages/{messageId}/reactions", SEND, action::react),
                new Route<>(DELETE, "/threads/{threadId}/messages/{messageId}/reactions", SEND, action::unreact),
                new Route<>(POST, "/threads/{threadId}/messages/{messageId}/reactions/reactions", SEND, action::react),
                new Route<>(
                        DELETE, "/threads/{threadId}/messages/{messageId}/reactions/reactions", SEND, action::unreact),
                new Route<>(POST, "/threads/{threadId}/typing", SEND, action::showTyping),
                new Route<>(GET, "/prospects/{prospectId}", READ, prospect::get),
                new Route<>(GET, "/prospects/lookup", READ, prospect::lookUp),
                new Route<>(PATCH, "/prospects/{prospectId}/context", WRITE, prospect::updateContext),
                new Route<>(GET, "/tags", READ, pipeline::tags),
                new Route<>(POST, "/tags", WRITE, pipeline::createTag),
                new Route<>(GET, "/tags/colors", READ, pipeline::colors),
                new Route<>(GET, "/tags/{tagId}", READ, pipeline::tag),
                new Route<>(PATCH, "/tags/{tagId}", WRITE, pipeline::updateTag),
                new Route<>(DELETE, "/tags/{tagId}", WRITE, pipeline::deleteTag),
                new Route<>(GET, "/statuses", READ, pipeline::statuses),
                new Route<>(POST, "/statuses", WRITE, pipeline::createStatus),
                new Route<>(GET, "/statuses/colors", READ, pipeline::colors),
                new Route<>(GET, "/statuses/{statusId}", READ, pipeline::status),
                new Route<>(PATCH, "/statuses/{statusId}", WRITE, pipeline::updateStatus),
                new Route<>(DELETE, "/statuses/{statusId}", WRITE, pipeline::deleteStatus),
                new Route<>(GET, "/colors", READ, pipeline::colors),
                new Route<>(GET, "/events", READ, event::list));
    }

    /** The operations as {@code METHOD /path}, below {@link #PREFIX}. */
    public List<String> operations() {
        return table.routes().stream()
                .map(route -> route.method() + " " + route.path())
                .toList();
    }

    @Override
    public Optional<HandlerFunction<ServerResponse>> route(ServerRequest request) {
        return request.path().startsWith(PREFIX + "/") ? Optional.of(this::handle) : Optional.empty();
    }

    private ServerResponse handle(ServerRequest request) {
        try {
            Match<HandlerV1> match =
                    table.find(request.method(), request.requestPath().pathWithinApplication());
            Caller caller = tokens.authenticate(request.servletRequest());
            Standing standing = quota.count(caller.teamId());
            return standing.on(answer(request, match, caller, standing));
        } catch (Exception e) {
            return ErrorsV1.answer(e);
        }
    }

    private ServerResponse answer(ServerRequest request, Match<HandlerV1> match, Caller caller, Standing standing) {
        try {
            caller.require(match.route().scope());
            standing.requireRoom();
            Object body = match.route()
                    .handler()
                    .answer(new RequestV1(request.servletRequest(), caller, names(caller), match.variables()));
            return body instanceof HandlerV1.NoBody ? Answer.empty(200) : Answer.json(200, JsonV1.bytes(body));
        } catch (Exception e) {
            return ErrorsV1.answer(e);
        }
    }

    private PlatformNameV1 names(Caller caller) {
        return caller.v1XName() == null ? defaultNames : new PlatformNameV1(Objects.requireNonNull(caller.v1XName()));
    }
}
