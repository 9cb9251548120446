package io.centralita.engine.speech;

import io.centralita.call.scope.Time;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The connections to one server. Thread-safe.
final class SpeechClient implements AutoCloseable {
    private final SpeechPlace place;
    private final Time time;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http;

    SpeechClient(SpeechPlace place, Time time) {
        this.place = place;
        this.time = time;
        http =
                HttpClient.newBuilder()
                        // Unencrypted HTTP/2 begins with an upgrade that small servers trip over.
                        .version(place.isSecure() ? Version.HTTP_2 : Version.HTTP_1_1)
                        .followRedirects(Redirect.NEVER) // a key follows nobody
                        .proxy(ProxySelector.of(null)) // directly, as all calls connect
                        .connectTimeout(place.patience().connect())
                        .executor(threads)
                        .build();
    }

    SpeechPlace place() {
        return place;
    }

    /// The time that may be spent on waiting, starting now.
    Allowance allowance() {
        return new Allowance(place.patience(), time);
    }

    /// Sends a request, without waiting for anything.
    ///
    /// @param mostAhead bytes of the answer that may wait to be read
    Exchange send(HttpRequest request, Allowance allowance, long mostAhead) {
        return new Exchange(http, request, place.host(), allowance, mostAhead);
    }

    /// Ends what is under way; who waits is told by an exception.
    @Override
    public void close() {
        http.shutdownNow();
        threads.shutdown();
    }
}
