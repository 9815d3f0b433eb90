package io.openinbox.server.v2;

import static io.openinbox.server.manner.Operation.accepted;
import static io.openinbox.server.manner.Operation.created;
import static io.openinbox.server.manner.Operation.either;
import static io.openinbox.server.manner.Operation.noContent;
import static io.openinbox.server.manner.Operation.ok;
import static io.openinbox.team.Scope.READ;
import static io.openinbox.team.Scope.SEND;
import static io.openinbox.team.Scope.WRITE;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import io.openinbox.server.auth.Callers;
import io.openinbox.server.config.InboxCore;
import io.openinbox.server.http.RouteTable.Route;
import io.openinbox.server.limit.ApiQuota;
import io.openinbox.server.manner.Operation;
import io.openinbox.server.manner.Surface;
import io.openinbox.server.media.MediaAddresses;
import java.util.List;

/** Every operation of API v2: method, path, the scope a caller needs, the status of success, and what answers. */
public final class RoutesV2 {

    public static final String PREFIX = "/api/v2";

    private RoutesV2() {}

    public static Surface of(InboxCore core, Callers callers, ApiQuota quota, MediaAddresses media) {
        return new Surface(PREFIX, callers, quota, routes(core, media));
    }

    private static List<Route<Operation>> routes(InboxCore core, MediaAddresses media) {
        var platforms = new AvailablePlatforms(core.connectors());
        var profiles = new Profiles(core.connectors());
        var contactAnswers = new ContactAnswers(profiles, core.statuses(), core.tags(), core.members());
        var threadAnswers = new ThreadAnswers(
                core.connectors(),
                core.accountLinks(),
                core.backfills(),
                core.people(),
                core.contacts(),
                core.members(),
                profiles,
                contactAnswers);
        var messageAnswers = new MessageAnswers(
                core.messages(),
                core.threads(),
                core.apiTokens(),
                threadAnswers,
                new AttachmentAnswers(core.attachments(), media));

        var team = new TeamEndpoints(core.teams(), core.members());
        var account = new AccountLinkEndpoints(core.accountLinks(), platforms);
        var pipeline = new PipelineEndpoints(core.tags(), core.statuses(), core.deleteLabels());
        var contact = new ContactEndpoints(
                core.contacts(), core.updateContext(), core.statuses(), pipeline, platforms, contactAnswers);
        var thread = new ThreadEndpoints(
                core.threads(),
                core.threadActions(),
                new ThreadListV2(platforms, core.tags(), core.statuses()),
                platforms,
                threadAnswers);
        var message = new MessageEndpoints(core.messages(), platforms, messageAnswers);
        var send = new SendEndpoint(
                core.sendMessage(),
                core.threads(),
                core.accountLinks(),
                core.contacts(),
                platforms,
                messageAnswers,
                threadAnswers);
        var change = new MessageChangeEndpoints(
                core.messages(),
                core.threads(),
                core.messageActions(),
                core.reactions(),
                core.typingSignals(),
                platforms,
                messageAnswers);
        var event = new EventEndpoints(core.events(), core.threads());
        return List.of(
                new Route<>(GET, "/team", READ, ok(team::team)),
                new Route<>(GET, "/members", READ, ok(team::members)),
                new Route<>(GET, "/members/{memberId}", READ, ok(team::member)),
                new Route<>(GET, "/platforms", READ, ok(account::platforms)),
                new Route<>(GET, "/account-links", READ, ok(account::list)),
                new Route<>(GET, "/account-links/{accountLinkId}", READ, ok(account::get)),
                new Route<>(GET, "/contacts", READ, ok(contact::list)),
                new Route<>(GET, "/contacts/{contactId}", READ, ok(contact::get)),
                new Route<>(PATCH, "/contacts/{contactId}", WRITE, ok(contact::update)),
                new Route<>(PUT, "/contacts/{contactId}/tags/{tagRef}", WRITE, noContent(contact::addTag)),
                new Route<>(DELETE, "/contacts/{contactId}/tags/{tagRef}", WRITE, noContent(contact::removeTag)),
                new Route<>(GET, "/threads", READ, ok(thread::list)),
                new Route<>(GET, "/threads/{threadId}", READ, ok(thread::get)),
                new Route<>(PATCH, "/threads/{threadId}", WRITE, ok(thread::update)),
                new Route<>(DELETE, "/threads/{threadId}", WRITE, ok(thread::delete)),
                new Route<>(POST, "/threads/{threadId}/typing", SEND, accepted(change::typing)),
                new Route<>(GET, "/threads/{threadId}/messages", READ, ok(message::list)),
                new Route<>(POST, "/messages", SEND, either(send::send)),
                new Route<>(GET, "/messages/{messageId}", READ, ok(message::get)),
                new Route<>(PATCH, "/messages/{messageId}", SEND, ok(change::edit)),
                new Route<>(DELETE, "/messages/{messageId}", SEND, ok(change::delete)),
                new Route<>(GET, "/messages/{messageId}/history", READ, ok(change::history)),
                new Route<>(POST, "/messages/{messageId}/reactions", SEND, ok(change::react)),
                new Route<>(DELETE, "/messages/{messageId}/reactions", SEND, ok(change::unreact)),
                new Route<>(GET, "/messages/{messageId}/attachments/{index}", READ, either(message::attachment)),
                new Route<>(GET, "/tags", READ, ok(pipeline::listTags)),
                new Route<>(POST, "/tags", WRITE, created(pipeline::createTag)),
                new Route<>(GET, "/tags/{tagRef}", READ, ok(pipeline::getTag)),
                new Route<>(PATCH, "/tags/{tagRef}", WRITE, ok(pipeline::updateTag)),
                new Route<>(DELETE, "/tags/{tagRef}", WRITE, noContent(pipeline::deleteTag)),
                new Route<>(GET, "/statuses", READ, ok(pipeline::listStatuses)),
                new Route<>(POST, "/statuses", WRITE, created(pipeline::createStatus)),
                new Route<>(GET, "/statuses/{statusRef}", READ, ok(pipeline::getStatus)),
                new Route<>(PATCH, "/statuses/{statusRef}", WRITE, ok(pipeline::updateStatus)),
                new Route<>(DELETE, "/statuses/{statusRef}", WRITE, noContent(pipeline::deleteStatus)),
                new Route<>(GET, "/colors", READ, ok(pipeline::colors)),
                new Route<>(GET, "/events", READ, ok(event::list)));
    }
}
