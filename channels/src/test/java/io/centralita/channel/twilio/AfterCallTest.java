package io.centralita.channel.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.leg.AfterFailure;
import io.centralita.call.leg.CallEnd;
import io.centralita.channel.Loopback;
import io.centralita.channel.ScriptedLegs;
import io.centralita.channel.ScriptedLegs.Behaviour;
import io.centralita.channel.caller.CallerScript;
import io.centralita.channel.twilio.RingingCalls.RingingCall;
import io.centralita.channel.twilio.RingingCalls.Verdict;
import io.centralita.channel.twilio.TwilioSettings.Limits;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What becomes of a caller once the stream has ended, as Twilio asks for it.
final class AfterCallTest {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final Duration LONG = Duration.ofSeconds(15);
    private static final String HANG_UP = "<Response><Hangup/></Response>";
    private static final AfterFailure COLLEAGUE = new AfterFailure.Transfer("+34600111222");
    private static final CallEnd LOST = new CallEnd(CallEnd.By.ENGINE, "broken:chat");

    @Test
    void a_caller_whom_no_engine_can_serve_is_put_through_to_the_number() throws Exception {
        try (var loopback = loopback(COLLEAGUE, LOST)) {
            String call = call(loopback);
            String answer = after(loopback, "CallSid", call);
            assertThat(answer)
                    .contains("Te paso con una persona.")
                    .contains("<Number>+34600111222</Number>")
                    .contains("<Dial action=\"" + loopback.url(TwilioChannel.AFTER_PATH) + "\"");
            assertThat(after(loopback, "CallSid", call)).endsWith(HANG_UP);
        }
    }

    @Test
    void where_nobody_answers_the_caller_is_told_so() throws Exception {
        try (var loopback = loopback(COLLEAGUE, LOST)) {
            String call = call(loopback);
            for (var status : List.of("no-answer", "busy", "failed")) {
                assertThat(dialled(loopback, call, status))
                        .contains("nadie puede atenderte")
                        .contains("<Hangup/>");
            }
            assertThat(dialled(loopback, call, "completed")).endsWith(HANG_UP);
        }
    }

    @Test
    void a_caller_may_leave_a_message_and_the_switchboard_learns_of_it() throws Exception {
        var messages = new CopyOnWriteArrayList<String>();
        var calls =
                new RingingCalls() {
                    @Override
                    public CompletionStage<Verdict> ringing(RingingCall call) {
                        return CompletableFuture.completedStage(new Verdict.PutThrough());
                    }

                    @Override
                    public void messageLeft(String callSid, String recordingUrl, Duration length) {
                        messages.add(callSid + " " + recordingUrl + " " + length.toSeconds());
                    }
                };
        try (var loopback = loopback(new AfterFailure.Voicemail(), LOST, calls)) {
            String call = call(loopback);
            assertThat(after(loopback, "CallSid", call))
                    .contains("deja tu mensaje")
                    .contains("<Record action=\"" + loopback.url(TwilioChannel.AFTER_PATH) + "\"")
                    .contains("maxLength=\"180\"");
            String recorded =
                    after(
                            loopback,
                            "CallSid",
                            call,
                            "RecordingDuration",
                            "17",
                            "RecordingUrl",
                            "https://api.twilio.com/RE1");
            assertThat(recorded).endsWith(HANG_UP);
            assertThat(messages).containsExactly(call + " https://api.twilio.com/RE1 17");
        }
    }

    @Test
    void who_was_served_or_reached_a_limit_is_hung_up_on() throws Exception {
        for (var end :
                List.of(
                        new CallEnd(CallEnd.By.ASSISTANT, "farewell"),
                        new CallEnd(CallEnd.By.SWITCHBOARD, "cost-limit"))) {
            try (var loopback = loopback(COLLEAGUE, end)) {
                assertThat(after(loopback, "CallSid", call(loopback))).endsWith(HANG_UP);
            }
        }
    }

    @Test
    void a_call_nobody_knows_is_hung_up_on() throws Exception {
        try (var loopback = loopback(COLLEAGUE, LOST)) {
            assertThat(after(loopback, "CallSid", "CA99")).endsWith(HANG_UP);
            assertThat(after(loopback, "CallSid", "\"<")).endsWith(HANG_UP);
            assertThat(after(loopback, "Other", "1")).endsWith(HANG_UP);
        }
    }

    @Test
    void whoever_does_not_sign_is_refused() throws Exception {
        try (var loopback = loopback(COLLEAGUE, LOST)) {
            String call = call(loopback);
            assertThat(ask(loopback, "wrong", "CallSid", call).statusCode()).isEqualTo(403);
            assertThat(after(loopback, "CallSid", call)).contains("<Dial");
        }
    }

    @Test
    void where_callers_are_hung_up_on_twilio_is_not_told_to_ask() throws Exception {
        try (var loopback = loopback(AfterFailure.HANG_UP, LOST)) {
            String call = call(loopback);
            assertThat(after(loopback, "CallSid", call)).endsWith(HANG_UP);
            assertThat(webhook(loopback)).contains("<Connect><Stream");
        }
        try (var loopback = loopback(COLLEAGUE, LOST)) {
            assertThat(webhook(loopback))
                    .contains("<Connect action=\"" + loopback.url(TwilioChannel.AFTER_PATH));
        }
    }

    private static Loopback loopback(AfterFailure after, CallEnd end) {
        return loopback(
                after, end, RingingCalls.forNumbers(Loopback.KNOWN::equals, Loopback.SPANISH));
    }

    /// A switchboard that ends a call as given when a key is pressed.
    private static Loopback loopback(AfterFailure after, CallEnd end, RingingCalls calls) {
        var legs =
                new ScriptedLegs(
                        new Behaviour() {
                            @Override
                            public void digit(ScriptedLegs.Call call, char digit) {
                                call.leg().close(end);
                            }
                        });
        return new Loopback(
                base ->
                        new TwilioSettings(
                                Optional.of(base),
                                List.of(TOKEN),
                                Loopback.SPANISH,
                                Limits.DEFAULT,
                                after),
                calls,
                legs);
    }

    /// A call from its webhook to the end of its stream.
    private static String call(Loopback loopback) {
        var result =
                loopback.call(
                        loopback.settings().signedWith(TOKEN),
                        CallerScript.builder().dtmf("1").awaitHangUp(LONG).build());
        assertThat(result.problems()).isEmpty();
        return result.callSid();
    }

    private static String after(Loopback loopback, String... form)
            throws IOException, InterruptedException {
        var answer = ask(loopback, TOKEN, form);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("text/xml");
        return answer.body();
    }

    private static String dialled(Loopback loopback, String call, String status)
            throws IOException, InterruptedException {
        return after(loopback, "CallSid", call, "DialCallStatus", status);
    }

    private static String webhook(Loopback loopback) throws IOException, InterruptedException {
        var form = fields("CallSid", "CA01", "To", Loopback.KNOWN);
        return post(loopback.url(TwilioChannel.WEBHOOK_PATH), TOKEN, form).body();
    }

    private static HttpResponse<String> ask(Loopback loopback, String token, String... form)
            throws IOException, InterruptedException {
        return post(loopback.url(TwilioChannel.AFTER_PATH), token, fields(form));
    }

    /// Names and values by turns.
    private static List<Map.Entry<String, String>> fields(String... form) {
        return IntStream.range(0, form.length / 2)
                .mapToObj(i -> Map.entry(form[2 * i], form[2 * i + 1]))
                .toList();
    }

    private static HttpResponse<String> post(
            URI url, String token, List<Map.Entry<String, String>> form)
            throws IOException, InterruptedException {
        var body =
                form.stream()
                        .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                        .collect(Collectors.joining("&"));
        try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return client.send(
                    HttpRequest.newBuilder(url)
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .header(
                                    TwilioSignature.HEADER,
                                    TwilioSignature.of(token, url.toString(), form))
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .timeout(LONG)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
