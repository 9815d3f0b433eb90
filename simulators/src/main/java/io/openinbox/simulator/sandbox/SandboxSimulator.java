package io.openinbox.simulator.sandbox;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A simulated sandbox, listening on loopback. What people do in its own app are the public methods, each of which returns
 * once both sides that are linked accounts have been told; what a linked account does comes in over HTTP and is told, too.
 * Thread-safe.
 */
public final class SandboxSimulator implements AutoCloseable {

    private final AtomicLong ids = new AtomicLong();
    private final AtomicLong lastMillis = new AtomicLong();
    private final Map<String, SandboxUser> users = new ConcurrentHashMap<>();
    private final Map<String, SandboxMessage> messages = new ConcurrentHashMap<>();
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> capabilities = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<SandboxFault> faults = new ConcurrentLinkedQueue<>();
    private final AtomicReference<CountDownLatch> silence = new AtomicReference<>(new CountDownLatch(1));
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final String secret = "sandbox-" + Long.toString(System.nanoTime(), 36);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final SandboxPost post = new SandboxPost(secret, threads);
    private final HttpServer server;

    private SandboxSimulator(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 1024);
        server.setExecutor(threads);
        server.createContext("/simulator", new SandboxControl(this));
        server.createContext("/", new SandboxApi(this));
        server.start();
    }

    /** Starts on a free port. */
    public static SandboxSimulator start() {
        return start(0);
    }

    /** @throws UncheckedIOException when the port cannot be had */
    public static SandboxSimulator start(int port) {
        try {
            return new SandboxSimulator(port);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "port: cannot listen on 127.0.0.1:" + port + "; choose another, or 0 for a free one", e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        post.close();
    }

    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Signs the deliveries. */
    public String secret() {
        return secret;
    }

    /** Where deliveries go from now on. */
    public void deliverTo(URI webhook) {
        post.to(webhook);
    }

    public SandboxUser addUser(String username, String name) {
        var user = new SandboxUser(nextId("u"), username, name);
        users.put(user.id(), user);
        return user;
    }

    /** Links an account that can do everything, and gives its token. */
    public String link(SandboxUser user) {
        return link(user, SandboxApi.CAPABILITIES);
    }

    /** Links an account that can do only this much. */
    public String link(SandboxUser user, Set<String> only) {
        String token = nextId("token");
        tokens.put(token, user.id());
        capabilities.put(user.id(), Set.copyOf(only));
        return token;
    }

    public Collection<SandboxUser> users() {
        return List.copyOf(users.values());
    }

    public Optional<SandboxUser> findUser(String username) {
        return users.values().stream()
                .filter(user -> user.username().equals(username))
                .findFirst();
    }

    public boolean isLinked(SandboxUser user) {
        return capabilities.containsKey(user.id());
    }

    // What people do in the sandbox's own app.

    public SandboxMessage write(SandboxUser from, SandboxUser to, String text) {
        return write(from, to, text, null, false, null);
    }

    public SandboxMessage reply(SandboxUser from, SandboxMessage quoted, String text) {
        return write(from, other(quoted, from), text, quoted, false, null);
    }

    /** @param forwarded the text that is passed on; null where the app does not say */
    public SandboxMessage forward(SandboxUser from, SandboxUser to, String text, @Nullable String forwarded) {
        return write(from, to, text, null, true, forwarded);
    }

    public SandboxMessage edit(SandboxMessage message, String text) {
        return edit(message.from(), message.id(), text, now());
    }

    public SandboxMessage unsend(SandboxMessage message) {
        return unsend(message.from(), message.id(), now());
    }

    public void deleteForSelf(SandboxUser user, SandboxMessage message) {
        deleteForSelf(user, message.id(), now());
    }

    public SandboxMessage react(SandboxUser user, SandboxMessage message, String emoji) {
        return react(user, message.id(), emoji, now());
    }

    public SandboxMessage unreact(SandboxUser user, SandboxMessage message) {
        return unreact(user, message.id(), now());
    }

    /** Somebody starts to type. */
    public void type(SandboxUser from, SandboxUser to) {
        post.tell(to, this, SandboxEvent.typing(from, now()));
    }

    /** Somebody reads what the other side wrote. */
    public void read(SandboxUser reader, SandboxUser other) {
        post.tell(other, this, SandboxEvent.read(reader, now()));
    }

    /** A message as it is now. */
    public SandboxMessage get(String id) {
        SandboxMessage message = messages.get(id);
        if (message == null) {
            throw new IllegalArgumentException("There is no message " + id + ".");
        }
        return message;
    }

    Optional<SandboxMessage> find(String id) {
        return Optional.ofNullable(messages.get(id));
    }

    /** Every message of two people, oldest first. */
    public List<SandboxMessage> conversation(SandboxUser one, SandboxUser other) {
        return messages.values().stream()
                .filter(message -> Set.of(message.from(), message.to()).equals(Set.of(one, other)))
                .sorted((a, b) -> a.at().compareTo(b.at()))
                .toList();
    }

    // Disturbances.

    /** The next call that changes something goes wrong in this way. */
    public void failNext(SandboxFault fault) {
        faults.add(fault);
    }

    /** Ends the calls that were done in silence, without an answer. */
    public void breakSilence() {
        silence.getAndSet(new CountDownLatch(1)).countDown();
    }

    void keepSilence() throws InterruptedException {
        silence.get().await();
    }

    Optional<SandboxFault> nextFault() {
        return Optional.ofNullable(faults.poll());
    }

    /** Holds every delivery back until {@link #release}. */
    public void hold() {
        post.hold();
    }

    /** Delivers what was held back and goes on delivering at once; returns when all is taken in. */
    public void release() {
        post.release(false);
    }

    /** As {@link #release}, the last one first. */
    public void releaseReversed() {
        post.release(true);
    }

    /** Delivers everything again that was ever delivered, in its order. */
    public void deliverAgain() {
        post.again();
    }

    /** The calls that changed something or meant to, such as {@code PATCH /messages/m1}, oldest first. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    void called(String call) {
        calls.add(call);
    }

    // What the API and the app have in common.

    Optional<SandboxUser> user(String id) {
        return Optional.ofNullable(users.get(id));
    }

    Optional<SandboxUser> ofToken(String token) {
        return Optional.ofNullable(tokens.get(token)).flatMap(this::user);
    }

    Set<String> capabilities(SandboxUser user) {
        return capabilities.getOrDefault(user.id(), Set.of());
    }

    static SandboxUser other(SandboxMessage message, SandboxUser one) {
        return message.from().equals(one) ? message.to() : message.from();
    }

    SandboxMessage write(
            SandboxUser from,
            SandboxUser to,
            String text,
            @Nullable SandboxMessage quoted,
            boolean forwards,
            @Nullable String forwarded) {
        var message = new SandboxMessage(
                nextId("m"),
                from,
                to,
                text,
                now(),
                quoted == null
                        ? null
                        : new SandboxMessage.Quoted(
                                quoted.id(), quoted.text(), quoted.from().name()),
                forwards,
                forwarded,
                Map.of(),
                false);
        messages.put(message.id(), message);
        tellBoth(message, SandboxEvent.message(message));
        return message;
    }

    SandboxMessage edit(SandboxUser by, String id, String text, Instant at) {
        SandboxMessage edited = change(id, message -> message.withText(text));
        tellBoth(edited, SandboxEvent.edited(edited, at));
        return edited;
    }

    SandboxMessage unsend(SandboxUser by, String id, Instant at) {
        SandboxMessage gone = change(id, SandboxMessage::takenBack);
        tellBoth(gone, SandboxEvent.deleted(gone, by, true, at));
        return gone;
    }

    void deleteForSelf(SandboxUser by, String id, Instant at) {
        post.tell(by, this, SandboxEvent.deleted(get(id), by, false, at));
    }

    SandboxMessage react(SandboxUser by, String id, String emoji, Instant at) {
        SandboxMessage reacted = change(id, message -> {
            Map<String, String> reactions = new HashMap<>(message.reactions());
            reactions.put(by.id(), emoji);
            return message.withReactions(reactions);
        });
        tellBoth(reacted, SandboxEvent.reacted(reacted, by, emoji, true, at));
        return reacted;
    }

    SandboxMessage unreact(SandboxUser by, String id, Instant at) {
        String stood = get(id).reactions().getOrDefault(by.id(), "");
        SandboxMessage changed = change(id, message -> {
            Map<String, String> reactions = new HashMap<>(message.reactions());
            reactions.remove(by.id());
            return message.withReactions(reactions);
        });
        if (!stood.isEmpty()) {
            tellBoth(changed, SandboxEvent.reacted(changed, by, stood, false, at));
        }
        return changed;
    }

    /** The time, never the same twice: it puts what happens in order. */
    Instant now() {
        long now = Instant.now().toEpochMilli();
        return Instant.ofEpochMilli(lastMillis.updateAndGet(last -> Math.max(last + 1, now)))
                .truncatedTo(ChronoUnit.MILLIS);
    }

    private SandboxMessage change(String id, UnaryOperator<SandboxMessage> change) {
        get(id);
        SandboxMessage changed = messages.computeIfPresent(id, (key, message) -> change.apply(message));
        return changed == null ? get(id) : changed;
    }

    private void tellBoth(SandboxMessage message, SandboxEvent event) {
        post.tell(message.to(), this, event);
        post.tell(message.from(), this, event);
    }

    private String nextId(String kind) {
        return kind + Long.toString(System.nanoTime(), 36) + ids.incrementAndGet();
    }
}
