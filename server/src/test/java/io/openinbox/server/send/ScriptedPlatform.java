package io.openinbox.server.send;

import io.openinbox.platform.AccountAccess;
import io.openinbox.platform.Action;
import io.openinbox.platform.ActionOutcome;
import io.openinbox.platform.Capability;
import io.openinbox.platform.Connector;
import io.openinbox.platform.Deliveries;
import io.openinbox.platform.Direction;
import io.openinbox.platform.Inbound;
import io.openinbox.platform.Limits;
import io.openinbox.platform.LinkedAccount;
import io.openinbox.platform.LookUp;
import io.openinbox.platform.Outbound;
import io.openinbox.platform.Platform;
import io.openinbox.platform.SendOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A node's way to a platform whose every answer the test gives, at the moment of its choice. */
final class ScriptedPlatform implements Connector {

    static final String ACCOUNT = "1000";
    static final String PERSON = "2000";

    private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
    private final AtomicInteger lookUps = new AtomicInteger();
    private volatile Runnable onSend = () -> {};
    private volatile Supplier<LookUp> found = () -> new LookUp.Unavailable("not now", Duration.ofSeconds(1));

    /** A send that has reached the platform and waits for its answer. */
    record Call(String text, CompletableFuture<SendOutcome> outcome) {

        void answer(String platformId) {
            outcome.complete(new SendOutcome.Accepted(platformId, now()));
        }
    }

    /** The next send that comes; waits for it. */
    Call next() throws InterruptedException {
        Call call = calls.poll(20, TimeUnit.SECONDS);
        if (call == null) {
            throw new AssertionError("no send came");
        }
        return call;
    }

    /** The next send if one comes soon. */
    Optional<Call> pollNext() throws InterruptedException {
        return Optional.ofNullable(calls.poll(10, TimeUnit.MILLISECONDS));
    }

    /** What happens when the next sends come, before the connector does anything. */
    void onSend(Runnable action) {
        onSend = action;
    }

    /** How many sends have come that {@link #next} has not given. */
    int unanswered() {
        return calls.size();
    }

    int lookUps() {
        return lookUps.get();
    }

    /** What look-ups find from now on. */
    void find(Inbound.Message... messages) {
        found = () -> new LookUp.Found(List.of(messages));
    }

    /** Lets look-ups fail by a bug of the connector's. */
    void failLookingUp() {
        found = () -> {
            throw new IllegalStateException("a bug of ours");
        };
    }

    /** Lets look-ups hang for ever, as those of a process that is killed. */
    void dieLookingUp() {
        var never = new CompletableFuture<LookUp>();
        found = never::join;
    }

    /** A message of our account to the person, as the platform delivers or lists it. */
    static Inbound.Message outbound(String platformId, String text) {
        return new Inbound.Message(
                ACCOUNT,
                PERSON,
                ACCOUNT + "-" + PERSON,
                platformId,
                Direction.OUTBOUND,
                now(),
                text,
                false,
                null,
                null,
                null);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public Platform platform() {
        return Platform.X;
    }

    @Override
    public Limits limits() {
        return new Limits(1_000, 0, null, Map.of());
    }

    @Override
    public String usernamePrefix() {
        return "@";
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.SEND_MESSAGE);
    }

    @Override
    public LinkedAccount identify(AccountAccess access) {
        return new LinkedAccount(ACCOUNT, "shop", "Shop", "");
    }

    @Override
    public boolean canBePerson(String accountPlatformId, String personPlatformId) {
        return true;
    }

    @Override
    public String conversationId(String accountPlatformId, String personPlatformId) {
        return accountPlatformId + "-" + personPlatformId;
    }

    @Override
    public SendOutcome send(AccountAccess access, Outbound message) {
        onSend.run();
        var call = new Call(message.text(), new CompletableFuture<>());
        access.credentials();
        calls.add(call);
        return call.outcome().join();
    }

    @Override
    public ActionOutcome act(AccountAccess access, Action action) {
        throw new UnsupportedOperationException("the scripted platform only sends");
    }

    @Override
    public String entities(String text) {
        return null;
    }

    @Override
    public LookUp latest(AccountAccess access, Set<String> personPlatformIds, Instant since) {
        lookUps.incrementAndGet();
        return found.get();
    }

    @Override
    public Deliveries deliveries() {
        throw new UnsupportedOperationException("deliveries are handed to the core");
    }
}
