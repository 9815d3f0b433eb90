package io.openinbox.simulator.x;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** Every send call that arrived with a valid user token, in the order of arrival. Thread-safe. */
final class Posts {

    /** The place of one call in the list. */
    record Ticket(int index) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<XPost> posts = new ArrayList<>();

    Ticket arrived(String accountId, String conversationId, String text, Instant at) {
        lock.lock();
        try {
            posts.add(new XPost(accountId, conversationId, text, 0, Optional.empty(), at));
            changed.signalAll();
            return new Ticket(posts.size() - 1);
        } finally {
            lock.unlock();
        }
    }

    void accepted(Ticket ticket, XEvent event) {
        lock.lock();
        try {
            XPost post = posts.get(ticket.index());
            posts.set(
                    ticket.index(),
                    new XPost(
                            post.accountId(),
                            post.conversationId(),
                            post.text(),
                            post.status(),
                            Optional.of(event),
                            post.at()));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void answered(Ticket ticket, int status) {
        lock.lock();
        try {
            XPost post = posts.get(ticket.index());
            posts.set(
                    ticket.index(),
                    new XPost(
                            post.accountId(), post.conversationId(), post.text(), status, post.accepted(), post.at()));
        } finally {
            lock.unlock();
        }
    }

    List<XPost> of(String accountId) {
        lock.lock();
        try {
            return posts.stream()
                    .filter(post -> post.accountId().equals(accountId))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    List<XSent> sentBy(String accountId) {
        List<XPost> all = of(accountId);
        return all.stream()
                .flatMap(post -> post.accepted().stream())
                .map(event -> new XSent(event, (int) all.stream()
                        .filter(post -> post.conversationId().equals(event.conversationId())
                                && post.text().equals(event.text()))
                        .count()))
                .toList();
    }

    boolean await(String accountId, int count, Duration atMost) {
        return await(post -> post.accountId().equals(accountId), count, atMost);
    }

    boolean awaitAccepted(String accountId, int count, Duration atMost) {
        return await(
                post -> post.accountId().equals(accountId) && post.accepted().isPresent(), count, atMost);
    }

    private boolean await(Predicate<XPost> counted, int count, Duration atMost) {
        long nanos = atMost.toNanos();
        lock.lock();
        try {
            while (posts.stream().filter(counted).count() < count) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = changed.awaitNanos(nanos);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
