package io.openinbox.account;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.openinbox.db.Database;
import io.openinbox.kernel.InboxClock;
import io.openinbox.platform.Platform;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When a platform says that the operator's app has no credit, nothing of the app's is tried further, on any account and any
 * node, until one call in a while shows that it has, or the operator says so.
 */
public final class PlatformPauses {

    private static final Logger log = LoggerFactory.getLogger(PlatformPauses.class);

    private static final Duration BETWEEN_TRIALS = Duration.ofMinutes(15);

    /** How late another node may learn of it; asked for with each send. */
    private static final Duration KNOWN = Duration.ofSeconds(1);

    private final InboxClock clock;
    private final PlatformPauseStore store;
    private final LoadingCache<Platform, Optional<PlatformPause>> known;

    public PlatformPauses(Database database, InboxClock clock) {
        this.clock = clock;
        this.store = new PlatformPauseStore(database);
        this.known = Caffeine.newBuilder()
                .expireAfterWrite(KNOWN)
                .build(platform -> store.find(PlatformPauseStore.EVERYBODY, platform));
    }

    public Optional<PlatformPause> find(Platform platform) {
        return known.get(platform);
    }

    /** The pause that stands against a call now; empty when there is none, or this call is the trial. */
    public Optional<PlatformPause> against(Platform platform) {
        Optional<PlatformPause> pause = find(platform);
        if (pause.isEmpty()) {
            return pause;
        }
        Instant now = clock.now();
        boolean isTrial = !pause.get().trialAt().isAfter(now)
                && store.takeTrial(PlatformPauseStore.EVERYBODY, platform, now, now.plus(BETWEEN_TRIALS));
        known.invalidate(platform);
        return isTrial ? Optional.empty() : pause;
    }

    /** Begins a pause, and says so once. */
    public void begin(Platform platform, String detail) {
        Instant now = clock.now();
        if (store.begin(PlatformPauseStore.EVERYBODY, platform, detail, now, now.plus(BETWEEN_TRIALS))) {
            log.warn(
                    "{} takes nothing from your app for want of credit ({}). Nothing is sent or read there until credit is"
                            + " added: a send is tried every {} minutes, and ./inbox resume {} ends the pause at once.",
                    platform,
                    detail,
                    BETWEEN_TRIALS.toMinutes(),
                    platform);
        }
        known.invalidate(platform);
    }

    /** Ends a pause: a call was taken, or the operator says that there is credit. Returns false when there was none. */
    public boolean end(Platform platform) {
        boolean ended = store.end(PlatformPauseStore.EVERYBODY, platform);
        known.invalidate(platform);
        if (ended) {
            log.info("{} takes calls of your app again.", platform);
        }
        return ended;
    }
}
