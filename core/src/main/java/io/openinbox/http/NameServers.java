package io.openinbox.http;

import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Looks up host names on threads of its own. A look-up cannot be cut off and holds the thread it runs on down to the
 * operating system, so a few silent name servers would stop every virtual thread there is. A name is asked for once at a
 * time: one that is not answered takes one thread, however many wait for it. Thread-safe.
 */
final class NameServers implements NameLookup {

    private static final int THREADS = 32;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ThreadPoolExecutor executor = new ThreadPoolExecutor(
            0,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofPlatform().name("name-look-up-", 0).daemon().factory());
    private final Map<String, CompletableFuture<List<InetAddress>>> underWay = new ConcurrentHashMap<>();

    @Override
    public List<InetAddress> resolve(String host) throws UnknownHostException, InterruptedIOException {
        try {
            return lookUp(host).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw unknown(host, e.getCause() instanceof UnknownHostException ? "is unknown" : "could not be looked up");
        } catch (TimeoutException e) {
            throw unknown(host, "was not answered by any name server in time");
        } catch (RejectedExecutionException e) {
            throw unknown(host, "was not looked up: the name servers are too slow");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    private CompletableFuture<List<InetAddress>> lookUp(String host) {
        return underWay.computeIfAbsent(host, key -> {
            CompletableFuture<List<InetAddress>> answer = CompletableFuture.supplyAsync(() -> ask(key), executor);
            // Not within this very call, in which the map may not be changed.
            var _ = answer.whenCompleteAsync((addresses, failure) -> underWay.remove(key), Thread::startVirtualThread);
            return answer;
        });
    }

    private static List<InetAddress> ask(String host) {
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException e) {
            throw new CompletionException(e);
        }
    }

    private static UnknownHostException unknown(String host, String what) {
        return new UnknownHostException("the name " + host + " " + what);
    }
}
