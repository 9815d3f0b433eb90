package io.openinbox.simulator.x;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * A simulated X with one developer app, listening on loopback. Everybody on it is made by {@link #addUser}; an account
 * is linked by {@link #link} or by an app that goes through OAuth. All methods are thread-safe, and none waits unless
 * it says so.
 */
public final class XSimulator implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String clientId = Secrets.random(34);
    private final String clientSecret = Secrets.random(50);
    private final String consumerSecret = Secrets.random(50);
    private final String bearerToken = Secrets.random(100);

    private final SimulatedClock clock = new SimulatedClock();
    private final Snowflakes snowflakes = new Snowflakes();
    private final Directory directory = new Directory(snowflakes, clock);
    private final Grants grants = new Grants(clock);
    private final Messages messages = new Messages(snowflakes, clock);
    private final Behaviours behaviours = new Behaviours();
    private final Posts posts = new Posts();
    private final Pictures pictures = new Pictures();
    private final Set<String> redirectUris = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closing = new CountDownLatch(1);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http;
    private final RateWindows windows;
    private final Deliveries deliveries;
    private final Webhooks webhooks;
    private final Subscriptions subscriptions;
    private final ActivityStream stream = new ActivityStream(clock);
    private final Publisher publisher;
    private final MessageEndpoints messageEndpoints;
    private final AuthorizePage authorizePage;
    private final HttpServer server;

    private XSimulator(XSettings settings) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), settings.port()), 1024);
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.deliveryTimeout())
                .executor(threads)
                .build();
        windows = new RateWindows(clock, settings.callsPerWindow());
        deliveries = new Deliveries(settings, clock, consumerSecret, behaviours, http, stream, threads);
        Challenger challenger = new Challenger(http, consumerSecret, settings.deliveryTimeout());
        webhooks = new Webhooks(challenger, snowflakes, clock, settings.loopbackWebhooks());
        subscriptions = new Subscriptions(snowflakes, clock);
        publisher = new Publisher(directory, grants, webhooks, subscriptions, deliveries);
        messageEndpoints = new MessageEndpoints(directory, messages, publisher, clock);
        authorizePage = new AuthorizePage(directory, grants, clientId, redirectUris);
        Api api = new Api(
                new OAuthEndpoints(grants, clientId, clientSecret),
                new UserEndpoints(directory),
                messageEndpoints,
                new WebhookEndpoints(webhooks, subscriptions),
                new SubscriptionEndpoints(subscriptions, webhooks, directory),
                stream,
                grants,
                bearerToken,
                windows,
                behaviours,
                posts,
                deliveries,
                clock,
                settings.deliveryTimeout(),
                closing);
        server.setExecutor(threads);
        server.createContext("/", new Front(api, authorizePage, new ControlRoutes(this), pictures));
        server.start();
    }

    /** Starts on a free port with the default settings. */
    public static XSimulator start() {
        return start(XSettings.defaults());
    }

    /**
     * Starts.
     *
     * @throws UncheckedIOException when the port cannot be had
     */
    public static XSimulator start(XSettings settings) {
        try {
            return new XSimulator(settings);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "port: cannot listen on 127.0.0.1:" + settings.port() + "; choose another, or 0 for a free one", e);
        }
    }

    /** Stops at once; calls and deliveries under way get no answer. */
    @Override
    public void close() {
        closing.countDown();
        stream.cut(false);
        server.stop(0);
        deliveries.stop();
        threads.shutdownNow();
        http.shutdownNow();
    }

    /** The base of the API, without the {@code /2}. */
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The page to which an app sends a browser. */
    public URI authorizeUrl() {
        return baseUrl().resolve("/2/oauth2/authorize");
    }

    public String clientId() {
        return clientId;
    }

    public String clientSecret() {
        return clientSecret;
    }

    /** The key of challenges and signatures. */
    public String consumerSecret() {
        return consumerSecret;
    }

    /** The app's own token. */
    public String bearerToken() {
        return bearerToken;
    }

    /** The simulated time. */
    public Instant now() {
        return clock.instant();
    }

    /** Moves the simulated time ahead, not the app's: tokens expire, rate windows end, messages age. */
    public void passTime(Duration time) {
        clock.skip(time);
    }

    // People and accounts.

    /**
     * Adds a user under a new id.
     *
     * @throws IllegalArgumentException when the username is taken or malformed
     */
    public XUser addUser(String username, String name) {
        return directory.add(username, name);
    }

    /**
     * Adds a user under a given id.
     *
     * @throws IllegalArgumentException when the id or the username is taken or malformed
     */
    public XUser addUser(String id, String username, String name) {
        return directory.add(XUser.of(id, username, name));
    }

    /**
     * Puts a changed profile in the place of the one with the same id; {@code profile.update.*} is delivered to whoever is
     * subscribed to the user's changes.
     */
    public void update(XUser user) {
        XUser before = directory.get(user.id());
        directory.replace(user);
        Payloads.changes(before, user)
                .forEach((eventType, payload) -> publisher.publishChange(eventType, user.id(), payload));
    }

    /** Serves a picture for profiles, under a name that ends in {@code .png}; gives its address. */
    public URI publishPicture(String name, byte[] png) {
        return baseUrl().resolve(pictures.put(name, png));
    }

    public Collection<XUser> users() {
        return directory.all();
    }

    /** Ignores case, as X does. */
    public Optional<XUser> findUser(String username) {
        return directory.byUsername(username);
    }

    /** Links an account with every scope and gives the tokens an app would have got. */
    public XTokens link(XUser user) {
        Grants.Issued issued = grants.issue(user.id(), Grants.ALL_SCOPES);
        String refreshToken = issued.refreshToken();
        return new XTokens(issued.accessToken(), refreshToken == null ? "" : refreshToken);
    }

    /** The linked accounts. */
    public List<XUser> linkedAccounts() {
        return grants.linked().stream().map(directory::get).toList();
    }

    /** Lets the next visit to the authorize page end in this user's consent, without showing the page. */
    public void allowNext(XUser user) {
        authorizePage.allowNext(user.id());
    }

    /** Lets the next visit to the authorize page end in a denial, without showing the page. */
    public void denyNext() {
        authorizePage.denyNext();
    }

    /** Registers a redirect address with the app. While there is none, every http(s) address is taken. */
    public void registerRedirectUri(URI uri) {
        redirectUris.add(uri.toString());
    }

    /** Lets the user's access tokens expire; the refresh token stays. */
    public void expireAccessTokens(XUser user) {
        grants.expireAccessTokens(user.id());
    }

    /** Makes the user's refresh tokens unusable, as a rotation does whose answer was lost. */
    public void expireRefreshTokens(XUser user) {
        grants.expireRefreshTokens(user.id());
    }

    /** The user takes the app's access back on X: its tokens end, and {@code oauth.revoke} is delivered. */
    public void revoke(XUser user) {
        publisher.publishActivity("oauth.revoke", user.id(), Payloads.revoked(user, clock.instant()));
        grants.revokeAll(user.id());
        subscriptions.deleteOfUser(user.id());
    }

    /** X suspends the user: look-ups say so instead of telling of them. */
    public void suspend(XUser user) {
        directory.suspend(user.id());
    }

    /** The user takes no more messages from apps. */
    public void closeDms(XUser user) {
        directory.takesMessages(user.id(), false);
    }

    public void openDms(XUser user) {
        directory.takesMessages(user.id(), true);
    }

    // What happens on X.

    /** Somebody writes in X's own app. Each side that is a linked account gets its delivery. */
    public XEvent write(XUser from, XUser to, String text) {
        return deliver(messages.accept(from.id(), to.id(), text, false));
    }

    /** Somebody sends a picture or a video, with or without a text. */
    public XEvent write(XUser from, XUser to, String text, XMedia media) {
        return deliver(messages.accept(from.id(), to.id(), text, false, Optional.of(media)));
    }

    /** Somebody wrote in the past: in the history, never delivered. */
    public XEvent wroteEarlier(XUser from, XUser to, String text, Instant at) {
        if (at.isAfter(clock.instant())) {
            throw new IllegalArgumentException("at: must not be in the future");
        }
        return messages.earlier(from.id(), to.id(), text, at);
    }

    /** Somebody writes to a group; the same members meet in the same group. */
    public XEvent writeInGroup(XUser from, List<XUser> others, String text) {
        Set<String> members = new LinkedHashSet<>();
        members.add(from.id());
        others.forEach(other -> members.add(other.id()));
        if (members.size() < 3) {
            throw new IllegalArgumentException("others: a group has at least two besides the writer");
        }
        return deliver(messages.acceptInGroup(from.id(), messages.groupOf(members), text, false));
    }

    private XEvent deliver(XEvent event) {
        deliveries.start(publisher.enter(event));
        return event;
    }

    /** Somebody writes in an encrypted conversation: {@code chat.received} and {@code chat.sent}, opaque. */
    public void writeEncrypted(XUser from, XUser to) {
        publisher.publishActivity("chat.received", to.id(), Payloads.encrypted(from, to, clock.instant()));
        publisher.publishActivity("chat.sent", from.id(), Payloads.encrypted(from, to, clock.instant()));
    }

    /** Somebody starts to type: {@code dm.indicate_typing} for the other side. */
    public void type(XUser typist, XUser to) {
        publisher.publish(
                "dm.indicate_typing",
                to.id(),
                form -> Payloads.typing(typist, to, clock.instant(), form, List.of(typist, to)));
    }

    /** Somebody reads up to a message: {@code dm.read} for the other side. */
    public void read(XUser reader, XUser other, XEvent lastRead) {
        publisher.publish(
                "dm.read",
                other.id(),
                form -> Payloads.read(reader, other, lastRead, clock.instant(), form, List.of(reader, other)));
    }

    /** Delivers an event of a type that nobody has heard of. */
    public void deliverUnknown(XUser account) {
        publisher.publishRaw(
                account.id(),
                "{\"data\":{\"event_uuid\":\"" + Secrets.randomLong() + "\",\"filter\":{\"user_id\":\"" + account.id()
                        + "\"},\"event_type\":\"space.unheard_of\",\"payload\":{\"whatever\":[1,{\"else\":null}]}}}");
    }

    /** Delivers a body as it is, correctly signed. */
    public void deliverRaw(XUser account, String body) {
        publisher.publishRaw(account.id(), body);
    }

    // Deliveries.

    /**
     * Makes an address the app's webhook for every linked account, without the app registering it. The challenge comes
     * first and is waited for; nothing is delivered to a webhook that fails it.
     */
    public XChallenge deliverTo(URI webhook) {
        return webhooks.stand(webhook);
    }

    /** Challenges every webhook that the app registered, as X does about hourly: who does not answer is trusted no more. */
    public void challengeWebhooks() {
        webhooks.challengeAll();
    }

    /** Trusts no webhook that the app registered, until the app has it challenged again. */
    public void distrustWebhooks() {
        webhooks.distrustAll();
    }

    /** The addresses of the webhooks that the app registered, and whether each is trusted. */
    public Map<URI, Boolean> registeredWebhooks() {
        return webhooks.all().stream().collect(Collectors.toMap(Webhooks.Webhook::url, Webhooks.Webhook::valid));
    }

    /** The types of events that are subscribed for an account, each with its tag. */
    public Map<String, String> subscriptions(XUser account) {
        return subscriptions.all().stream()
                .filter(subscription -> subscription.userId().equals(account.id()))
                .collect(Collectors.toMap(Subscriptions.Subscription::eventType, Subscriptions.Subscription::tag));
    }

    // The stream of activity.

    /** How often a silent stream gives a sign of life: 20 seconds at the start, as X does. */
    public void keepStreamsAlive(Duration interval) {
        stream.keepAlive(interval);
    }

    /** How many connections read the stream. */
    public int streamReaders() {
        return stream.readers();
    }

    /**
     * Ends every connection to the stream.
     *
     * @param inTheMiddle whether in the middle of a line
     * @return how many there were
     */
    public int cutStreams(boolean inTheMiddle) {
        return stream.cut(inTheMiddle);
    }

    /** As {@link #deliverTo}, also without a valid answer: for a person whose server comes up later. */
    void deliverUnchallenged(URI webhook) {
        webhooks.standUnchallenged(webhook);
    }

    Set<URI> standingWebhooks() {
        return webhooks.standing();
    }

    /** Chooses the body of the deliveries of direct messages that happen from now on. */
    public void deliverAs(XDeliveryForm form) {
        publisher.form(form);
    }

    /**
     * Starts everything that is held, in the order in which it happened. A holding behaviour goes on holding what
     * comes later.
     *
     * @return how many deliveries
     */
    public int release() {
        return deliveries.release();
    }

    /**
     * Starts everything that is held, one after another in an order that follows from the seed.
     *
     * @return how many deliveries
     */
    public int releaseShuffled(long seed) {
        return deliveries.releaseShuffled(seed);
    }

    /** The log of all deliveries, oldest first. */
    public List<XDelivery> deliveries() {
        return deliveries.snapshot();
    }

    /** The deliveries of one message: one per linked side, webhook and copy. */
    public List<XDelivery> deliveriesOf(XEvent event) {
        return deliveries.snapshot(event.id());
    }

    /** Waits until every delivery of a message is acknowledged with 2xx. */
    public List<XDelivery> awaitDelivered(XEvent event) {
        return awaitDelivered(event, PATIENCE);
    }

    /**
     * Waits until every delivery of a message is acknowledged with 2xx.
     *
     * @throws IllegalStateException when that did not happen in time, or there is no delivery at all
     */
    public List<XDelivery> awaitDelivered(XEvent event, Duration atMost) {
        deliveries.awaitEvent(event.id(), atMost);
        List<XDelivery> found = deliveriesOf(event);
        boolean delivered = !found.isEmpty()
                && found.stream().allMatch(delivery -> delivery.state() == XDelivery.State.ACKNOWLEDGED);
        if (!delivered) {
            throw new IllegalStateException("the message " + event.id() + " is not delivered: "
                    + (found.isEmpty() ? "nobody is subscribed" : states(found)));
        }
        return found;
    }

    private static List<String> states(List<XDelivery> found) {
        return found.stream()
                .map(delivery -> delivery.eventType() + " " + delivery.state() + " "
                        + delivery.attempts().stream()
                                .map(XDelivery.Attempt::outcome)
                                .toList())
                .toList();
    }

    void awaitFirstAttempts(XEvent event, Duration atMost) {
        deliveries.awaitFirstAttempts(event.id(), atMost);
    }

    /**
     * Waits until every delivery is acknowledged, given up or held. The echo of a send counts from before the send is
     * answered.
     *
     * @throws IllegalStateException when that did not happen in time
     */
    public void awaitIdle(Duration atMost) {
        if (!deliveries.awaitIdle(atMost)) {
            throw new IllegalStateException("deliveries are still under way: "
                    + states(deliveries().stream()
                            .filter(delivery -> delivery.state() == XDelivery.State.WAITING)
                            .toList()));
        }
    }

    // What the app did.

    /** Every message X accepted from an app on behalf of this account, oldest first. */
    public List<XSent> sentBy(XUser account) {
        return posts.sentBy(account.id());
    }

    /** Every send call that arrived with a valid token of this account, refused ones included, oldest first. */
    public List<XPost> postsBy(XUser account) {
        return posts.of(account.id());
    }

    /**
     * Waits until so many send calls have arrived from this account.
     *
     * @throws IllegalStateException when they did not in time
     */
    public List<XPost> awaitPosts(XUser account, int count, Duration atMost) {
        if (!posts.await(account.id(), count, atMost)) {
            throw new IllegalStateException(
                    postsBy(account).size() + " of " + count + " send calls arrived from @" + account.username());
        }
        return postsBy(account);
    }

    /**
     * Waits until X has accepted so many messages from an app on behalf of this account, answered or not.
     *
     * @throws IllegalStateException when it did not in time
     */
    public List<XSent> awaitSent(XUser account, int count, Duration atMost) {
        if (!posts.awaitAccepted(account.id(), count, atMost)) {
            throw new IllegalStateException(
                    sentBy(account).size() + " of " + count + " messages were accepted from @" + account.username());
        }
        return sentBy(account);
    }

    /** The messages between two users, oldest first. */
    public List<XEvent> conversation(XUser one, XUser other) {
        return messages.conversation(Messages.conversationOf(one.id(), other.id()));
    }

    // Behaviours.

    /** Switches a behaviour on, beside those that are on. */
    public XSwitch behave(XBehaviour behaviour) {
        return behaviours.switchOn(behaviour);
    }

    /** Switches every behaviour off and starts what is held. */
    public void behaveNormally() {
        behaviours.switchAllOff();
        deliveries.release();
    }

    /** Whether links are shortened and {@code & < >} escaped in messages accepted from now on. On by default. */
    public void rewriteTexts(boolean value) {
        messages.rewriting(value);
    }

    /** How often one token may use one call in 15 minutes. */
    public void limitCalls(int perWindow) {
        windows.limit(perWindow);
    }

    /** Refuses these {@code dm_event.fields} with 400, as versions of X that dropped them do; none for all allowed. */
    public void dropEventFields(String... fields) {
        messageEndpoints.dropFields(Set.of(fields));
    }

    /** Lets every pagination token given out so far expire. */
    public void forgetPages() {
        messageEndpoints.forgetPages();
    }
}
