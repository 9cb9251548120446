package io.centralita.channel.webrtc.caller;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The switchboard's own endpoints: `POST /api/voice/webrtc/session`, `POST …/{id}/offer`, `DELETE
/// …/{id}`.
public final class HttpSignalling implements Signalling {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final String SESSIONS = "/api/voice/webrtc/session";

    private final HttpClient http;
    private final URI base;
    private final Map<String, String> headers;
    private final ObjectNode wishes;
    private volatile @Nullable URI session;

    /// @param base of the switchboard, `http://127.0.0.1:8080` for example
    /// @param headers that go with each request, `Authorization` for example
    /// @param wishes what the first request has besides the offer: `tenant`, `language`, `resume`
    public HttpSignalling(
            HttpClient http, URI base, Map<String, String> headers, ObjectNode wishes) {
        this.http = http;
        this.base = base;
        this.headers = Map.copyOf(headers);
        this.wishes = wishes.deepCopy();
    }

    public HttpSignalling(HttpClient http, URI base) {
        this(http, base, Map.of(), JsonNodeFactory.instance.objectNode());
    }

    @Override
    public String call(String offer) throws IOException, InterruptedException {
        var response = post(base.resolve(SESSIONS), wishes.deepCopy().put("sdp", offer));
        var location =
                response.headers()
                        .firstValue("Location")
                        .orElseThrow(() -> new IOException("no Location"));
        session = base.resolve(location);
        return response.body();
    }

    /// The call's id at the switchboard.
    public String callId() {
        var path = String.valueOf(session);
        return path.substring(path.lastIndexOf('/') + 1);
    }

    @Override
    public String restart(String offer) throws IOException, InterruptedException {
        var sdp = JsonNodeFactory.instance.objectNode().put("sdp", offer);
        return post(URI.create(session + "/offer"), sdp).body();
    }

    private HttpResponse<String> post(URI where, ObjectNode body)
            throws IOException, InterruptedException {
        var response =
                http.send(
                        request(where)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body.toString()))
                                .build(),
                        BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException(response.statusCode() + ": " + response.body());
        }
        return response;
    }

    @Override
    public void hangUp() throws IOException, InterruptedException {
        var ended = session;
        if (ended != null) {
            http.send(request(ended).DELETE().build(), BodyHandlers.discarding());
        }
    }

    private HttpRequest.Builder request(URI where) {
        var request = HttpRequest.newBuilder(where).timeout(PATIENCE);
        headers.forEach(request::header);
        return request;
    }
}
