package io.openinbox.media;

import io.openinbox.account.AccountLink;
import io.openinbox.account.AccountLinks;
import io.openinbox.db.Database;
import io.openinbox.kernel.InboxClock;
import io.openinbox.kernel.InboxException;
import io.openinbox.kernel.TeamId;
import io.openinbox.platform.AccountAccess;
import io.openinbox.platform.Connector;
import io.openinbox.platform.Connectors;
import io.openinbox.platform.MediaFetch;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches the content of attachments with the account's own token, streamed to disk. Runs on every node. */
public final class FetchMedia {

    private static final Logger log = LoggerFactory.getLogger(FetchMedia.class);

    /** Longer than any fetch takes. */
    private static final Duration LEASE = Duration.ofMinutes(6);

    private static final Duration NOT_CONNECTED = Duration.ofHours(1);

    /** What a browser would need gigabytes of memory to show is not kept. */
    private static final long MOST_PIXELS = 100_000_000;

    private static final int BATCH = 16;
    private static final int AT_ONCE = 4;

    private final Database database;
    private final InboxClock clock;
    private final Connectors connectors;
    private final AccountLinks accountLinks;
    private final MediaSettings settings;
    private final AttachmentStore store;
    private final MediaFiles files;

    public FetchMedia(
            Database database,
            InboxClock clock,
            Connectors connectors,
            AccountLinks accountLinks,
            Attachments attachments,
            MediaSettings settings) {
        this.database = database;
        this.clock = clock;
        this.connectors = connectors;
        this.accountLinks = accountLinks;
        this.settings = settings;
        this.store = new AttachmentStore(database);
        this.files = attachments.files();
    }

    /** Removes what a server that died had begun to fetch; for the start of a server. */
    public void removeAbandoned() {
        try {
            files.removeAbandoned(clock.now());
        } catch (IOException e) {
            log.warn("What was being fetched when a server died could not be removed: {}", e.toString());
        }
    }

    /** Fetches some of everything that is due. */
    public void run() {
        for (TeamId team : store.teamsDue(clock.now())) {
            Instant now = clock.now();
            List<DueAttachment> claimed = database.transaction(() -> store.claim(team, now, now.plus(LEASE), BATCH));
            if (!claimed.isEmpty()) {
                try (ExecutorService fetches = Executors.newFixedThreadPool(
                        Math.min(AT_ONCE, claimed.size()),
                        Thread.ofVirtual().name("media").factory())) {
                    List<Future<?>> running = new ArrayList<>();
                    claimed.forEach(content -> running.add(fetches.submit(() -> fetch(team, content))));
                }
            }
        }
    }

    private void fetch(TeamId team, DueAttachment claimed) {
        try {
            AccountLink link = accountLinks.get(team, claimed.accountLinkId());
            Optional<Connector> connector = connectors.find(link.platform());
            if (connector.isEmpty() || link.status() != AccountLink.Status.ACTIVE) {
                rest(team, claimed, NOT_CONNECTED, "the account is not connected");
                return;
            }
            fetch(team, claimed, connector.get(), accountLinks.access(team, link));
        } catch (InboxException e) {
            rest(team, claimed, NOT_CONNECTED, "the account is not connected");
        } catch (IOException | RuntimeException e) {
            log.error("An attachment of message {} could not be kept.", claimed.messageId(), e);
            tryAgain(team, claimed, null, "it could not be kept here; the log says why");
        }
    }

    private void fetch(TeamId team, DueAttachment claimed, Connector connector, AccountAccess access)
            throws IOException {
        try (MediaFiles.Arrival arrival = files.arrival()) {
            MediaFetch fetched = connector.fetch(access, claimed.messagePlatformId(), claimed.source(), arrival);
            if (arrival.isTooLarge()) {
                store.failed(team, claimed, "it is larger than " + settings.largestBytes() + " bytes");
                return;
            }
            switch (fetched) {
                case MediaFetch.Gone gone -> store.failed(team, claimed, gone.detail());
                case MediaFetch.Unavailable unavailable ->
                    tryAgain(team, claimed, unavailable.retryAfter(), unavailable.detail());
                case MediaFetch.Fetched _ -> {
                    String type = ContentType.of(arrival.head());
                    Optional<ImageSize> size = ImageSize.read(arrival.file(), type);
                    if (size.isPresent() && size.get().pixels() > MOST_PIXELS) {
                        store.failed(team, claimed, "the picture has more than " + MOST_PIXELS + " pixels");
                        return;
                    }
                    var content = new Attachment.Content(arrival.keep(team), type, arrival.bytes());
                    store.ready(team, claimed, content, size.orElse(null), poster(team, claimed, connector, access));
                }
            }
        }
    }

    /** A video is worth showing without its still picture. */
    private Attachment.@Nullable Poster poster(
            TeamId team, DueAttachment claimed, Connector connector, AccountAccess access) throws IOException {
        String source = claimed.posterSource();
        if (source == null) {
            return null;
        }
        try (MediaFiles.Arrival arrival = files.arrival()) {
            MediaFetch fetched = connector.fetch(access, claimed.messagePlatformId(), source, arrival);
            if (!(fetched instanceof MediaFetch.Fetched) || arrival.isTooLarge()) {
                return null;
            }
            String type = ContentType.of(arrival.head());
            Optional<ImageSize> size = ImageSize.read(arrival.file(), type);
            return size.isEmpty() || size.get().pixels() > MOST_PIXELS
                    ? null
                    : new Attachment.Poster(
                            new Attachment.Content(arrival.keep(team), type, arrival.bytes()),
                            size.get().width(),
                            size.get().height());
        }
    }

    /** What the platform asks to wait is waited; what it does not say grows with each attempt. */
    private void tryAgain(TeamId team, DueAttachment claimed, @Nullable Duration asked, String problem) {
        int failed = claimed.attempts() + 1;
        if (failed > settings.retryAfter().size()) {
            store.failed(team, claimed, problem);
            log.info("An attachment of message {} is given up: {}", claimed.messageId(), problem);
            return;
        }
        Duration wait = settings.retryAfter().get(failed - 1);
        if (asked != null && asked.compareTo(wait) > 0) {
            wait = asked;
        }
        postpone(team, claimed, wait, failed, problem);
    }

    /** Nothing was tried, so nothing counts as failed. */
    private void rest(TeamId team, DueAttachment claimed, Duration wait, String problem) {
        postpone(team, claimed, wait, claimed.attempts(), problem);
    }

    private void postpone(TeamId team, DueAttachment claimed, Duration wait, int failed, String problem) {
        database.transaction(() -> store.postpone(team, claimed, later(wait), failed, problem));
    }

    private Instant later(Duration wait) {
        long millis = wait.toMillis();
        return clock.now().plusMillis(millis + ThreadLocalRandom.current().nextLong(Math.max(1, millis / 10)));
    }
}
