package io.centralita.console.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.centralita.console.access.Browser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Calls are looked at, listened to and taken over by those who have access to the console, from
/// its own pages, and for as long as they have it.
@Timeout(120)
class WhoMayLookTest {
    private static final String AFAR = "203.0.113.9";
    private static final List<String> SOCKETS =
            List.of("/api/calls/CA1/listen", "/api/calls/CA1/operator");

    private final LiveRig rig = new LiveRig(OperatorRules.Listening.SILENT, true);
    private final Browser browser = new Browser(rig.port);

    WhoMayLookTest() throws Exception {}

    @BeforeEach
    void begin() {
        rig.call("CA1");
    }

    @AfterEach
    void close() throws Exception {
        browser.close();
        rig.close();
    }

    @Test
    void whoever_signs_out_sees_and_hears_nothing_any_more() throws Exception {
        signIn();
        assertAllEnd(
                () -> {
                    var out = browser.submit("/logout", Map.of());
                    assertThat(out.statusCode()).isEqualTo(303);
                });
    }

    @Test
    void so_does_whose_session_is_over() throws Exception {
        signIn();
        assertAllEnd(() -> rig.pass(Duration.ofDays(7)));
    }

    /// A stream, somebody who listens and somebody who has the call, at the same time.
    private void assertAllEnd(Deed end) throws Exception {
        var call = rig.call("CA2");
        var stream = CompletableFuture.supplyAsync(() -> untilTheEnd(events()));
        LiveRig.await(() -> rig.pages() == 1);
        var listener = new SocketEar();
        rig.connect("/api/calls/CA2/listen", listener, signedIn());
        assertThat(listener.text().get("type").asText()).isEqualTo("begin");
        var operator = new SocketEar();
        rig.connect("/api/calls/CA2/operator", operator, signedIn());
        assertThat(operator.text().get("type").asText()).isEqualTo("taken");
        assertThat(operator.text().get("type").asText()).isEqualTo("begin");
        assertThat(call.deeds).contains("takes-over admin");

        var before = signedIn();
        end.does();
        assertThat(listener.text().get("reason").asText()).isEqualTo("signed-out");
        assertThat(listener.code()).isEqualTo(Earpiece.POLICY);
        assertThat(operator.text().get("reason").asText()).isEqualTo("signed-out");
        assertThat(operator.code()).isEqualTo(Earpiece.POLICY);
        assertThat(stream.get(30, SECONDS)).isEqualTo("hello");
        LiveRig.await(() -> rig.pages() == 0);
        LiveRig.await(() -> call.deeds.contains("lost"));
        LiveRig.await(() -> call.deeds.contains("listens-no-more admin"));

        assertThat(rig.send("/api/events", before).statusCode()).isEqualTo(401);
    }

    private HttpResponse<InputStream> events() {
        var request = rig.get("/api/events?call=CA2");
        signedIn().forEach(request::header);
        try {
            return rig.http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// @return the first event
    private static String untilTheEnd(HttpResponse<InputStream> response) {
        try (var reader = new BufferedReader(new InputStreamReader(response.body(), UTF_8))) {
            var first = "";
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                if (first.isEmpty() && line.startsWith("event: ")) {
                    first = line.substring("event: ".length());
                }
            }
            return first;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void nobody_looks_on_from_afar_without_having_signed_in() throws Exception {
        var afar = Map.of("X-Forwarded-For", AFAR);
        assertThat(rig.send("/api/events", afar).statusCode()).isEqualTo(401);
        assertThat(rig.send("/api/calls/CA1/timeline", afar).statusCode()).isEqualTo(401);
        for (var path : SOCKETS) {
            assertRefused(path, afar, 401);
            assertRefused(path, Map.of("X-Forwarded-For", AFAR, "Cookie", "centralita=abc"), 401);
        }
    }

    /// On this machine no password is asked for, so any page that its browser shows could try.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void no_other_sites_page_looks_on_in_somebodys_name(boolean here) throws Exception {
        signIn();
        var own = here ? Map.<String, String>of() : signedIn();
        for (var foreign :
                List.of(
                        Map.of("Origin", "https://evil.example"),
                        Map.of("Origin", "null"),
                        Map.of("Origin", "http://127.0.0.1:1"),
                        Map.of(
                                "Origin", "https://evil.example",
                                "Sec-Fetch-Site", "cross-site",
                                "Sec-Fetch-Mode", "websocket"))) {
            var headers = new HashMap<>(own);
            headers.putAll(foreign);
            assertThat(rig.send("/api/events", headers).statusCode()).isEqualTo(403);
            for (var path : SOCKETS) {
                assertRefused(path, headers, 403);
            }
        }
        var ours = new HashMap<>(own);
        ours.put("Origin", "http://127.0.0.1:" + rig.port);
        var ear = new SocketEar();
        rig.connect(SOCKETS.getFirst(), ear, ours);
        assertThat(ear.text().get("type").asText()).isEqualTo("begin");
    }

    @Test
    void whoever_has_signed_in_ends_a_call_from_our_own_pages_only() throws Exception {
        var call = rig.call("CA2");
        signIn();
        var path = "/api/calls/CA2/hangup";
        var bare = browser.fetch("POST", path);
        assertThat(bare.statusCode()).isEqualTo(403);
        assertThat(bare.body()).contains("\"csrf\"");
        var foreign =
                browser.send(
                        "POST",
                        path,
                        "",
                        "Sec-Fetch-Site",
                        "cross-site",
                        "X-Requested-With",
                        "centralita");
        assertThat(foreign.statusCode()).isEqualTo(403);
        assertThat(call.deeds).isEmpty();
        var own = browser.fetch("POST", path, "X-Requested-With", "centralita");
        assertThat(own.statusCode()).isEqualTo(202);
        assertThat(call.deeds).containsExactly("hang-up admin operator-hung-up true");
    }

    private interface Deed {
        void does() throws Exception;
    }

    private void signIn() throws Exception {
        var entered = browser.submit("/login", Map.of("password", LiveRig.PASSWORD));
        assertThat(entered.statusCode()).isEqualTo(303);
        assertThat(browser.cookies()).hasSize(1);
    }

    private Map<String, String> signedIn() {
        var cookie = browser.cookies().entrySet().iterator();
        var headers = new HashMap<>(Map.of("X-Forwarded-For", AFAR));
        if (cookie.hasNext()) {
            var one = cookie.next();
            headers.put("Cookie", one.getKey() + "=" + one.getValue());
        }
        return headers;
    }

    private void assertRefused(String path, Map<String, String> headers, int status) {
        assertThatThrownBy(() -> rig.connect(path, new SocketEar(), headers))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        e -> assertThat(e.getResponse().statusCode()).isEqualTo(status));
    }
}
