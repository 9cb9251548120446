package io.centralita.app.doctor;

import io.centralita.channel.asterisk.ari.AriEvent;
import io.centralita.channel.asterisk.ari.AriSubscription;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Waits for channels to enter an application. Listens on a virtual thread until the subscription
/// ends. Thread-safe.
final class Arrivals {
    private final AriSubscription events;
    private final CompletableFuture<Void> connected = new CompletableFuture<>();
    private final Map<String, CompletableFuture<Void>> channels = new ConcurrentHashMap<>();

    Arrivals(AriSubscription events) {
        this.events = events;
        Thread.ofVirtual().name("asterisk-arrivals").start(this::listen);
    }

    private void listen() {
        try {
            for (var event = events.take(); event.isPresent(); event = events.take()) {
                switch (event.get()) {
                    case AriEvent.Connected _ -> connected.complete(null);
                    case AriEvent.StasisStart(var channel, _) -> of(channel.id()).complete(null);
                    default -> {}
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Completes once the channel is in the application.
    CompletableFuture<Void> of(String channel) {
        return channels.computeIfAbsent(channel, _ -> new CompletableFuture<>());
    }

    /// Whether events are heard, within a time.
    boolean areHeard(Duration patience) throws InterruptedException {
        try {
            connected.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException _) {
            return false;
        }
    }
}
