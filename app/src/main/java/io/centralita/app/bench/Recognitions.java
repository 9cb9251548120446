package io.centralita.app.bench;

import io.centralita.app.server.ServerWatcher;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// When the server's recogniser was at work, from any thread.
final class Recognitions implements ServerWatcher {
    /// By [System#nanoTime()].
    record Span(long askedNanos, long givenNanos) {}

    private final List<Span> spans = new CopyOnWriteArrayList<>();

    @Override
    public void recognised(long askedNanos, long givenNanos) {
        spans.add(new Span(askedNanos, givenNanos));
    }

    /// The recognition whose text was answered: the last one given in this time.
    Optional<Span> last(long fromNanos, long untilNanos) {
        return spans.stream()
                .filter(span -> span.givenNanos() >= fromNanos && span.givenNanos() < untilNanos)
                .reduce((_, later) -> later);
    }
}
