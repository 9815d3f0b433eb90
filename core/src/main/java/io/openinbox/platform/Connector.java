package io.openinbox.platform;

import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One messaging platform. Implementations are thread-safe; every call ends within 20 seconds, token renewal included. */
public interface Connector {

    Platform platform();

    /** What people call it. */
    default String displayName() {
        String name = platform().name();
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    /** What stands before a username where people read it, such as {@code @}; may be empty. */
    String usernamePrefix();

    Limits limits();

    /** The most any account of the platform can do. */
    Set<Capability> capabilities();

    /** How long after a message's time something can be done to it; what is not named has no end. */
    default Map<Capability, Duration> mutationWindows() {
        return Map.of();
    }

    /**
     * Asks the platform whose account the credentials open.
     *
     * @throws PlatformException when it does not say
     */
    LinkedAccount identify(AccountAccess access);

    /** Whether an id has the form of a user of the platform whom the account can write to. Asks nobody. */
    boolean canBePerson(String accountPlatformId, String personPlatformId);

    /** The id a conversation between two users has in the platform's links. */
    String conversationId(String accountPlatformId, String personPlatformId);

    /** Delivers a text once. Never throws for what the platform or the network does, and never tries a second time. */
    SendOutcome send(AccountAccess access, Outbound message);

    /**
     * Does something once that one of {@link #capabilities()} stands for. Never throws for what the platform or the network
     * does, and never tries a second time.
     */
    ActionOutcome act(AccountAccess access, Action action);

    /**
     * The links, mentions and tags the platform will find in a text we send, in the form {@link Inbound.Message} has them; null
     * when there are none. Asks nobody.
     */
    @Nullable
    String entities(String text);

    /**
     * Reads the latest messages our account exchanged with some people, in as few calls as the platform allows: reads are
     * billed and limited.
     *
     * @param personPlatformIds at least one
     * @param since messages before it are of no interest
     */
    LookUp latest(AccountAccess access, Set<String> personPlatformIds, Instant since);

    /**
     * Reads a page of everything our account wrote and was written, newest first, as far back as the platform remembers. A
     * platform that keeps no history for us has one empty page.
     *
     * @param page as the page before named it; null for the newest
     * @param size how many messages to ask for, from 1 to 100
     */
    default HistoryPage history(AccountAccess access, @Nullable String page, int size) {
        return new HistoryPage.Read(List.of(), 0, null, null);
    }

    /**
     * Asks who people are now.
     *
     * @param personPlatformIds 1 to 100
     */
    default ProfileLookUp profiles(AccountAccess access, Set<String> personPlatformIds) {
        return new ProfileLookUp.Found(List.of(), Map.of());
    }

    /** What hangs on a message, read out of the attachment of an {@link Inbound.Message} of this connector. Asks nobody. */
    default List<Attached> attachments(String attachment) {
        return List.of();
    }

    /**
     * Writes the content of an attachment to a stream. Never throws for what the platform, the network or the stream does; large
     * content may take minutes.
     *
     * @param messagePlatformId the message it hangs on
     * @param source as {@link Attached#source} names it
     */
    default MediaFetch fetch(AccountAccess access, String messagePlatformId, String source, OutputStream to) {
        return new MediaFetch.Gone("The platform hands out no content.");
    }

    Deliveries deliveries();

    /** Empty where accounts cannot be linked in a browser, or the operator's app lacks what it takes. */
    default Optional<LinkFlow> linkFlow() {
        return Optional.empty();
    }

    /** Empty where the platform has to be told by hand where to deliver, or the operator's app lacks what it takes. */
    default Optional<Receiving> receiving() {
        return Optional.empty();
    }
}
