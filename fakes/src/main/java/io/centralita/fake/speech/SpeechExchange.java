package io.centralita.fake.speech;

import io.centralita.media.Recording;
import io.vertx.core.MultiMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One request as the service saw it. Thread-safe.
public final class SpeechExchange {
    private final Endpoint endpoint;
    private final int number;
    private final MultiMap headers;
    private Map<String, String> fields = Map.of();
    private @Nullable Recording audio;
    private int status;
    private long sent;
    private boolean over;
    private boolean abandoned;

    SpeechExchange(Endpoint endpoint, int number, MultiMap headers) {
        this.endpoint = endpoint;
        this.number = number;
        this.headers = MultiMap.caseInsensitiveMultiMap().addAll(headers);
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    /// Of the request at its endpoint, from 1.
    public int number() {
        return number;
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    synchronized void fields(Map<String, String> given) {
        fields = Map.copyOf(given);
    }

    /// What was asked for by name, form fields and JSON alike.
    public synchronized Map<String, String> fields() {
        return fields;
    }

    synchronized void audio(Recording given) {
        audio = given;
    }

    /// What was uploaded, where that was audio.
    public synchronized Recording audio() {
        var given = audio;
        if (given == null) {
            throw new IllegalStateException("no audio in request " + number);
        }
        return given;
    }

    synchronized void answered(int with) {
        status = with;
    }

    /// Zero while it is unanswered.
    public synchronized int status() {
        return status;
    }

    synchronized void sent(long bytes) {
        sent += bytes;
    }

    /// Bytes of the answer's body so far.
    public synchronized long sent() {
        return sent;
    }

    synchronized void over() {
        over = true;
    }

    synchronized void closed() {
        abandoned |= !over;
    }

    /// The client went before it had the whole answer.
    public synchronized boolean isAbandoned() {
        return abandoned;
    }
}
