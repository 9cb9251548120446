package io.centralita.channel.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.channel.Loopback;
import io.centralita.channel.ScriptedLegs;
import io.centralita.channel.ScriptedLegs.Behaviour;
import io.centralita.channel.caller.CallResult.By;
import io.centralita.channel.caller.CallerScript;
import io.centralita.channel.caller.CallerScript.Step;
import io.centralita.channel.caller.Misbehaviour;
import io.centralita.channel.caller.Problem;
import io.centralita.channel.twilio.RingingCalls.RingingCall;
import io.centralita.channel.twilio.RingingCalls.Verdict;
import io.centralita.channel.twilio.TwilioSettings.Limits;
import io.vertx.core.http.UpgradeRejectedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who is let in, what is answered, and what a stream may not do.
final class EndpointsTest {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final String FORM = "CallSid=CA01&From=%2B15550001111&To=%2B15550002222";
    private static final Duration LONG = Duration.ofSeconds(15);
    private static final Behaviour NOTHING = new Behaviour() {};

    private final ScriptedLegs legs = new ScriptedLegs(NOTHING);

    @Test
    void unsigned_and_wrongly_signed_calls_are_refused() {
        try (var loopback = new Loopback(settings("http://127.0.0.1:9"), legs)) {
            var unsigned = loopback.call(loopback.settings(), CallerScript.builder().build());
            assertThat(unsigned.ending().by()).isEqualTo(By.FAILURE);
            assertThat(unsigned.problems())
                    .containsExactly(new Problem(11200, "webhook answered with status 403"));
            var wrong =
                    loopback.call(
                            loopback.settings().signedWith("another"),
                            CallerScript.builder().build());
            assertThat(wrong.problems()).extracting(Problem::code).containsExactly(11200);
            assertThat(legs.calls()).isEmpty();
        }
    }

    @Test
    void call_signed_on_webhook_and_stream_comes_through() {
        var calls = RingingCalls.forNumbers(Loopback.KNOWN::equals, Loopback.SPANISH);
        try (var loopback = new Loopback(base -> settings(base.toString()), calls, legs)) {
            var result =
                    loopback.call(
                            loopback.settings().signedWith(TOKEN),
                            CallerScript.builder().dtmf("9").build());
            assertThat(result.problems()).isEmpty();
            assertThat(legs.only().ending()).isEqualTo("caller stop");
            assertThat(legs.only().leg().info().from()).isEqualTo("+15550001111");
            assertThat(legs.only().leg().info().to()).isEqualTo(Loopback.KNOWN);
            assertThat(legs.only().leg().info().callId()).isEqualTo(result.callSid());
        }
    }

    @Test
    void signature_is_checked_against_the_public_url_whatever_the_host_says() throws Exception {
        try (var loopback = new Loopback(settings("https://voice.example.net/base/"), legs)) {
            var form =
                    List.of(
                            Map.entry("CallSid", "CA01"),
                            Map.entry("CallerName", ""),
                            Map.entry("From", "+15550001111"),
                            Map.entry("To", Loopback.KNOWN));
            String url = "https://voice.example.net/base" + TwilioChannel.WEBHOOK_PATH;
            var answer =
                    post(
                            loopback.url(TwilioChannel.WEBHOOK_PATH),
                            "CallSid=CA01&CallerName=&From=%2B15550001111&To=%2B15550002222",
                            "X-Twilio-Signature",
                            TwilioSignature.of(TOKEN, url, form));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/xml");
            assertThat(answer.body())
                    .contains("<Stream url=\"wss://voice.example.net/base/api/twilio/stream\" ")
                    .doesNotContain("1555");

            String here = loopback.url(TwilioChannel.WEBHOOK_PATH).toString();
            var fooled =
                    post(
                            URI.create(here),
                            "CallSid=CA01",
                            "X-Twilio-Signature",
                            TwilioSignature.of(TOKEN, here, List.of(Map.entry("CallSid", "CA01"))));
            assertThat(fooled.statusCode()).isEqualTo(403);
        }
    }

    @Test
    void stream_upgrade_needs_a_signature_too() {
        try (var loopback = new Loopback(settings("https://voice.example.net"), legs)) {
            assertThat(upgrade(loopback, Optional.empty())).isEqualTo(403);
            assertThat(upgrade(loopback, Optional.of("wrong"))).isEqualTo(403);
            String right =
                    TwilioSignature.of(
                            TOKEN, "wss://voice.example.net/api/twilio/stream", List.of());
            assertThat(upgrade(loopback, Optional.of(right))).isEqualTo(101);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-For", "Forwarded", "X-Real-IP"})
    void what_a_proxy_passed_on_is_not_local(String header) throws Exception {
        try (var loopback = new Loopback(legs)) {
            var url = loopback.url(TwilioChannel.WEBHOOK_PATH);
            assertThat(post(url, FORM, header, "127.0.0.1").statusCode()).isEqualTo(403);
            assertThat(post(url, FORM, "X-Other", "1").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void local_request_under_a_foreign_name_is_refused() throws Exception {
        try (var loopback = new Loopback(legs);
                var socket =
                        new Socket(InetAddress.getLoopbackAddress(), loopback.url("/").getPort())) {
            socket.setSoTimeout(10_000);
            String request =
                    "POST /api/twilio/webhook HTTP/1.1\r\nHost: rebound.example.net\r\n"
                            + "Content-Type: application/x-www-form-urlencoded\r\n"
                            + "Content-Length: "
                            + FORM.length()
                            + "\r\n\r\n"
                            + FORM;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var status = new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8);
            assertThat(status).isEqualTo("HTTP/1.1 403");
        }
    }

    @Test
    void webhook_may_come_as_get() throws Exception {
        try (var loopback = new Loopback(legs)) {
            var answer =
                    send(
                            HttpRequest.newBuilder(
                                    loopback.url(TwilioChannel.WEBHOOK_PATH + "?" + FORM)));
            assertThat(answer.body()).contains("<Connect>").contains("ws://127.0.0.1:");
        }
    }

    @Test
    void request_without_a_call_is_bad_and_status_is_accepted() throws Exception {
        try (var loopback = new Loopback(legs)) {
            var webhook = loopback.url(TwilioChannel.WEBHOOK_PATH);
            assertThat(post(webhook, "", "X", "1").statusCode()).isEqualTo(400);
            assertThat(post(webhook, "callsid=CA01", "X", "1").statusCode()).isEqualTo(400);
            assertThat(post(webhook, "CallSid=" + "%22", "X", "1").statusCode()).isEqualTo(400);
            var status = loopback.url(TwilioChannel.STATUS_PATH);
            var answer = post(status, "CallSid=CA01&CallStatus=completed", "X", "1");
            assertThat(answer.statusCode()).isEqualTo(204);
            assertThat(answer.body()).isEmpty();
        }
    }

    @Test
    void unknown_number_is_told_so_in_its_language() {
        for (var language : List.of(Loopback.SPANISH, Locale.ENGLISH)) {
            var calls = RingingCalls.forNumbers(number -> false, language);
            try (var loopback = new Loopback(TwilioSettings.local(Loopback.SPANISH), calls, legs)) {
                var result = loopback.call(CallerScript.builder().build());
                assertThat(result.ending().by()).isEqualTo(By.TWIML);
                assertThat(result.problems()).isEmpty();
                assertThat(result.said())
                        .containsExactly(
                                language.equals(Loopback.SPANISH)
                                        ? "Lo siento, este número no está configurado."
                                        : "I'm sorry, this number is not set up.");
            }
        }
    }

    @Test
    void every_failure_is_an_apology_in_time() {
        List<RingingCalls> failing =
                List.of(
                        call -> CompletableFuture.failedStage(new IOException("no database")),
                        call -> {
                            throw new IllegalStateException("a fault");
                        },
                        call -> new CompletableFuture<Verdict>(),
                        call ->
                                CompletableFuture.completedStage(
                                        new Verdict.TechnicalProblem(Loopback.SPANISH)));
        for (var calls : failing) {
            var settings =
                    new TwilioSettings(
                            Optional.empty(), List.of(), Loopback.SPANISH, limits(100, 1_000));
            try (var loopback = new Loopback(settings, calls, legs)) {
                var result = loopback.call(CallerScript.builder().build());
                assertThat(result.problems()).isEmpty();
                assertThat(result.said())
                        .containsExactly(
                                "Lo siento, hay un problema técnico. Inténtalo más tarde.");
            }
        }
        assertThat(legs.calls()).isEmpty();
    }

    @Test
    void retried_webhook_gets_the_first_answer_and_rings_once() throws Exception {
        var rung = new AtomicInteger();
        var gone = new CopyOnWriteArrayList<String>();
        var calls =
                new RingingCalls() {
                    @Override
                    public CompletionStage<Verdict> ringing(RingingCall call) {
                        rung.incrementAndGet();
                        return CompletableFuture.completedStage(new Verdict.PutThrough());
                    }

                    @Override
                    public void gone(String callSid) {
                        gone.add(callSid);
                    }
                };
        try (var loopback = new Loopback(TwilioSettings.local(Loopback.SPANISH), calls, legs)) {
            var url = loopback.url(TwilioChannel.WEBHOOK_PATH);
            String first = post(url, FORM, "I-Twilio-Idempotency-Token", "t1").body();
            assertThat(post(url, FORM, "I-Twilio-Idempotency-Token", "t1").body()).isEqualTo(first);
            assertThat(rung).hasValue(1);
            assertThat(post(url, FORM, "I-Twilio-Idempotency-Token", "t2").body())
                    .isNotEqualTo(first);
            assertThat(loopback.channel().ringing()).isEqualTo(1);
            post(
                    loopback.url(TwilioChannel.STATUS_PATH),
                    "CallSid=CA01&CallStatus=canceled",
                    "X",
                    "1");
            assertThat(gone).containsExactly("CA01");
            assertThat(loopback.channel().ringing()).isZero();
        }
    }

    @Test
    void more_ringing_calls_than_allowed_get_an_apology() throws Exception {
        var settings =
                new TwilioSettings(
                        Optional.empty(), List.of(), Loopback.SPANISH, limits(10_000, 1));
        try (var loopback = new Loopback(settings, legs)) {
            var url = loopback.url(TwilioChannel.WEBHOOK_PATH);
            assertThat(post(url, FORM, "X", "1").body()).contains("<Connect>");
            assertThat(post(url, FORM.replace("CA01", "CA02"), "X", "1").body())
                    .contains("problema técnico");
        }
    }

    @Test
    void stream_without_the_token_is_closed() {
        try (var loopback = new Loopback(legs)) {
            var result =
                    loopback.call(
                            loopback.settings().with(Misbehaviour.forgettingToken()),
                            CallerScript.builder().awaitHangUp(LONG).build());
            assertThat(result.ending().detail()).isEqualTo("1008 token");
            assertThat(legs.calls()).isEmpty();
            Loopback.awaitThat(() -> loopback.channel().openStreams() == 0);
        }
    }

    @Test
    void token_works_once() throws Exception {
        try (var loopback = new Loopback(legs)) {
            String token = token(loopback);
            var first = new RawStream(loopback);
            first.send(CONNECTED, start(token, "audio/x-mulaw"));
            Loopback.awaitThat(() -> legs.calls().size() == 1);
            var second = new RawStream(loopback);
            second.send(CONNECTED, start(token, "audio/x-mulaw"));
            assertThat(second.close()).isEqualTo("1008 token");
            assertThat(legs.calls()).hasSize(1);
        }
    }

    @Test
    void stream_must_begin_as_the_protocol_has_it() throws Exception {
        try (var loopback = new Loopback(legs)) {
            String token = token(loopback);
            assertThat(new RawStream(loopback).send(start(token, "audio/x-mulaw")).close())
                    .isEqualTo("1008 connected-expected");
            assertThat(new RawStream(loopback).send(CONNECTED, CONNECTED).close())
                    .isEqualTo("1008 start-expected");
            assertThat(
                            new RawStream(loopback)
                                    .send(CONNECTED, start(token, "audio/x-alaw"))
                                    .close())
                    .isEqualTo("1008 media-format");
            assertThat(legs.calls()).isEmpty();
            Loopback.awaitThat(() -> loopback.channel().openStreams() == 0);
        }
    }

    @Test
    void stream_that_never_starts_is_closed() {
        var settings =
                new TwilioSettings(Optional.empty(), List.of(), Loopback.SPANISH, limits(100, 1));
        try (var loopback = new Loopback(settings, legs)) {
            assertThat(new RawStream(loopback).send(CONNECTED).close()).isEqualTo("1008 no-start");
            loopback.awaitNothingLeft();
        }
    }

    @Test
    void faults_during_a_call_close_the_stream_and_the_leg() {
        var faults =
                Map.<Step, String>of(
                        new Step.SendBinary(), "1003 binary",
                        new Step.SendText("{\"event\":"), "1007 malformed",
                        new Step.SendText("{\"event\":\"media\",\"streamSid\":\"MZ\"}"),
                                "1007 malformed",
                        new Step.SendText("{\"event\":\"stop\",\"streamSid\":\"MZ99\"}"),
                                "1007 foreign-stream",
                        new Step.SendText("{\"event\":\"x\",\"y\":\"" + "z".repeat(70_000) + "\"}"),
                                "1009 oversized");
        faults.forEach(
                (step, wanted) -> {
                    var fresh = new ScriptedLegs(NOTHING);
                    try (var loopback = new Loopback(fresh)) {
                        var result =
                                loopback.call(
                                        CallerScript.builder()
                                                .then(step)
                                                .awaitHangUp(LONG)
                                                .build());
                        assertThat(result.ending().detail()).isEqualTo(wanted);
                        assertThat(fresh.only().ending()).isEqualTo("us " + wanted.substring(5));
                        loopback.awaitNothingLeft();
                    }
                });
    }

    @Test
    void unknown_events_are_ignored() {
        try (var loopback = new Loopback(legs)) {
            var result =
                    loopback.call(
                            CallerScript.builder()
                                    .then(new Step.SendText("{\"event\":\"news\",\"a\":[{}]}"))
                                    .dtmf("5")
                                    .build());
            assertThat(result.ending().by()).isEqualTo(By.CALLER);
            assertThat(legs.only().ending()).isEqualTo("caller stop");
            assertThat(legs.only().digits()).isEqualTo("5");
        }
    }

    private static final String CONNECTED =
            "{\"event\":\"connected\",\"protocol\":\"Call\",\"version\":\"1.0.0\"}";

    private static String start(String token, String encoding) {
        return "{\"event\":\"start\",\"sequenceNumber\":\"1\",\"streamSid\":\"MZ01\",\"start\":"
                + "{\"streamSid\":\"MZ01\",\"callSid\":\"CA01\",\"mediaFormat\":{\"encoding\":\""
                + encoding
                + "\",\"sampleRate\":8000,\"channels\":1},\"customParameters\":{\"token\":\""
                + token
                + "\"}}}";
    }

    private static TwilioSettings settings(String publicUrl) {
        return new TwilioSettings(
                Optional.of(URI.create(publicUrl)),
                List.of(TOKEN),
                Loopback.SPANISH,
                Limits.DEFAULT);
    }

    private static Limits limits(int timeoutMs, int maxRinging) {
        var usual = Limits.DEFAULT;
        return new Limits(
                usual.maxAhead(),
                Duration.ofMillis(timeoutMs),
                Duration.ofMillis(timeoutMs),
                usual.tokenLife(),
                maxRinging,
                usual.stallTimeout(),
                usual.peerSilence());
    }

    private static String token(Loopback loopback) throws Exception {
        String twiml = post(loopback.url(TwilioChannel.WEBHOOK_PATH), FORM, "X", "1").body();
        var parameter = Pattern.compile("name=\"token\" value=\"([^\"]+)\"").matcher(twiml);
        assertThat(parameter.find()).isTrue();
        return parameter.group(1);
    }

    private static HttpResponse<String> post(URI url, String form, String header, String value)
            throws Exception {
        return send(
                HttpRequest.newBuilder(url)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header(header, value)
                        .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return client.send(
                    request.timeout(Duration.ofSeconds(15)).build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private static int upgrade(Loopback loopback, Optional<String> signature) {
        var options = RawStream.options(loopback);
        signature.ifPresent(value -> options.addHeader("x-twilio-signature", value));
        var attempt =
                loopback.webSockets()
                        .connect(options)
                        .map(webSocket -> 101)
                        .otherwise(failure -> ((UpgradeRejectedException) failure).getStatus());
        return Loopback.await(attempt);
    }
}
