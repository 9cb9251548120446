package io.centralita.channel.twilio.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.centralita.call.scope.Time;
import io.centralita.channel.twilio.rest.RestFailure.Garbled;
import io.centralita.channel.twilio.rest.RestFailure.Reason;
import io.centralita.channel.twilio.rest.RestFailure.Refused;
import io.centralita.channel.twilio.rest.RestFailure.TimedOut;
import io.centralita.channel.twilio.rest.RestFailure.Unreachable;
import io.centralita.channel.twilio.rest.RestSettings.Patience;
import io.centralita.fake.twilio.Trouble;
import io.centralita.fake.twilio.TwilioAccount;
import io.centralita.fake.twilio.TwilioAccount.Alert;
import io.centralita.fake.twilio.TwilioAccount.PhoneNumber;
import io.centralita.fake.twilio.TwilioApi;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// The client against an API as strict as Twilio's.
final class TwilioRestTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final String CALL = "CA0123456789abcdef0123456789abcdef";
    private static final URI CALLBACK = URI.create("https://voice.example.net/recording");
    private static final Duration SHORT = Duration.ofMillis(300);

    /// Pauses that were made, none of them waited for.
    private final List<Duration> pauses = new ArrayList<>();

    @AfterAll
    static void close() {
        VERTX.close();
    }

    @Test
    void a_call_is_ended_and_one_that_is_over_is_no_fault() throws Exception {
        try (var twilio = api(TwilioAccount.DEFAULT);
                var rest = rest(twilio)) {
            twilio.callBegins(CALL, "+34600000001", "+34900000001");
            assertThat(rest.call(CALL).inProgress()).isTrue();
            assertThat(rest.hangUp(CALL)).isTrue();
            assertThat(twilio.call(CALL).status()).isEqualTo("completed");
            assertThat(rest.hangUp(CALL)).isFalse();
            assertThat(rest.call(CALL).inProgress()).isFalse();
        }
    }

    @Test
    void a_call_nobody_knows_and_wrong_credentials_are_told_apart() throws Exception {
        try (var twilio = api(TwilioAccount.DEFAULT);
                var rest = rest(twilio)) {
            assertThat(reason(() -> rest.hangUp(CALL)))
                    .isEqualTo(new Refused(404, TwilioRest.NOT_FOUND, null));
            var wrong =
                    RestSettings.ofAccount(twilio.account().sid(), "find-me-4711", twilio.url());
            try (var stranger = new TwilioRest(wrong)) {
                var failure = failure(() -> stranger.hangUp(CALL));
                assertThat(failure.code()).isEqualTo(20_003);
                assertThat(failure).hasMessageNotContaining("4711");
                assertThat(wrong.toString()).doesNotContain("4711");
            }
        }
    }

    @Test
    void an_api_key_does_all_but_look_at_the_account() throws Exception {
        try (var twilio = api(TwilioAccount.DEFAULT)) {
            twilio.callBegins(CALL, "", "");
            var account = twilio.account();
            var settings =
                    new RestSettings(
                            account.sid(),
                            account.keySid(),
                            account.keySecret(),
                            twilio.url(),
                            Patience.DEFAULT);
            try (var rest = new TwilioRest(settings)) {
                assertThat(rest.hangUp(CALL)).isTrue();
                assertThat(failure(rest::account).code()).isEqualTo(20_003);
            }
        }
    }

    @Test
    void what_may_be_repeated_is_repeated_and_nothing_else() throws Exception {
        try (var twilio = api(TwilioAccount.DEFAULT);
                var rest = rest(twilio)) {
            twilio.callBegins(CALL, "", "");
            twilio.next(new Trouble.Answer(500, 20_500), new Trouble.Reset(false));
            assertThat(rest.call(CALL).inProgress()).isTrue();

            twilio.next(new Trouble.Reset(false));
            assertThat(reason(() -> rest.startRecording(CALL, CALLBACK)))
                    .isEqualTo(new Unreachable(true));
            twilio.next(new Trouble.Answer(503, 20_503));
            assertThat(reason(() -> rest.startRecording(CALL, CALLBACK)))
                    .isEqualTo(new Refused(503, 20_503, null));
            assertThat(twilio.recordings()).isEmpty();

            // The answer was lost, what was asked for is done: the second time says so.
            twilio.next(new Trouble.Reset(true));
            assertThat(rest.hangUp(CALL)).isFalse();
            assertThat(twilio.call(CALL).live()).isFalse();
        }
    }

    @Test
    void twilio_says_how_long_it_wants_to_be_left_alone() throws Exception {
        try (var twilio = api(TwilioAccount.DEFAULT);
                var rest = rest(twilio)) {
            twilio.callBegins(CALL, "", "");
            twilio.next(Trouble.Answer.tooMany(Duration.ofSeconds(3)));
            rest.startRecording(CALL, CALLBACK); // was refused for certain, so it may be repeated
            assertThat(pauses).containsExactly(Duration.ofSeconds(3));
            assertThat(twilio.recordings()).hasSize(1);

            twilio.next(Trouble.Answer.tooMany(Duration.ofMinutes(3)));
            assertThat(reason(() -> rest.hangUp(CALL)))
                    .isEqualTo(new Refused(429, 20_429, Duration.ofMinutes(3)));
            assertThat(twilio.call(CALL).live()).isTrue();

            twilio.next(5, Trouble.Answer.tooMany(Duration.ofSeconds(1)));
            assertThat(failure(() -> rest.hangUp(CALL)).code()).isEqualTo(20_429);
            assertThat(pauses).hasSize(3); // three attempts, two pauses
        }
    }

    @Test
    void who_does_not_answer_or_is_not_twilio_is_named() throws Exception {
        try (var twilio = api(TwilioAccount.DEFAULT);
                var rest =
                        new TwilioRest(settings(twilio).with(new Patience(SHORT, SHORT, SHORT)))) {
            twilio.next(new Trouble.NeverAnswer());
            assertThat(reason(() -> rest.hangUp(CALL))).isEqualTo(new TimedOut());
        }
        try (var twilio = api(TwilioAccount.DEFAULT);
                var rest = rest(twilio)) {
            twilio.next(new Trouble.Page());
            assertThat(reason(() -> rest.hangUp(CALL))).isEqualTo(new Garbled());
            twilio.next(3, new Trouble.Flood(3_000_000));
            assertThat(reason(() -> rest.hangUp(CALL))).isEqualTo(new Unreachable(true));
        }
        var gone = api(TwilioAccount.DEFAULT);
        gone.close();
        try (var rest = rest(gone)) {
            assertThat(reason(() -> rest.hangUp(CALL))).isEqualTo(new Unreachable(false));
            assertThat(pauses).hasSizeGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void numbers_are_read_page_by_page_and_pointed_here() throws Exception {
        var numbers =
                IntStream.range(0, 230)
                        .mapToObj(
                                i ->
                                        new PhoneNumber(
                                                "PN%032x".formatted(i),
                                                "+3490%07d".formatted(i),
                                                "",
                                                ""))
                        .toArray(PhoneNumber[]::new);
        try (var twilio = api(TwilioAccount.DEFAULT.withNumbers(numbers));
                var rest = rest(twilio)) {
            var all = rest.numbers();
            assertThat(all).hasSize(230).doesNotHaveDuplicates();
            assertThat(twilio.exchanges("GET", "")).hasSize(3);

            var voice = URI.create("https://voice.example.net/api/twilio/webhook");
            var pointed = rest.point(all.get(7).sid(), voice, CALLBACK);
            assertThat(pointed.voiceUrl()).isEqualTo(voice.toString());
            assertThat(twilio.number(all.get(7).number()).statusCallback())
                    .isEqualTo(CALLBACK.toString());
            assertThat(
                            failure(
                                            () ->
                                                    rest.point(
                                                            all.get(7).sid(),
                                                            URI.create("wss://x.y"),
                                                            CALLBACK))
                                    .code())
                    .isEqualTo(21_402);
        }
    }

    @Test
    void a_recording_has_both_sides_apart_and_can_be_deleted() throws Exception {
        try (var twilio = api(TwilioAccount.DEFAULT);
                var rest = rest(twilio)) {
            twilio.callBegins(CALL, "", "");
            var recording = rest.startRecording(CALL, CALLBACK);
            assertThat(twilio.recordings().getFirst().channels()).isEqualTo("dual");
            assertThat(rest.recording(recording.sid()).callSid()).isEqualTo(CALL);
            rest.deleteRecording(recording.sid());
            rest.deleteRecording(recording.sid());
            assertThat(twilio.recordings()).isEmpty();
            twilio.callEnds(CALL);
            assertThat(failure(() -> rest.startRecording(CALL, CALLBACK)).code())
                    .isEqualTo(TwilioRest.CALL_NOT_IN_PROGRESS);
        }
    }

    @Test
    void alerts_and_the_clock_are_told() throws Exception {
        var account =
                TwilioAccount.DEFAULT
                        .withClockAhead(90)
                        .withAlerts(
                                new Alert(
                                        "NO1",
                                        11_200,
                                        "error",
                                        "https://a.b/c",
                                        "2026-11-25T10:00:00Z"),
                                new Alert("NO2", 12_200, "warning", "https://a.b/c", "nonsense"));
        try (var twilio = api(account);
                var rest = rest(twilio)) {
            assertThat(rest.alerts())
                    .singleElement()
                    .satisfies(alert -> assertThat(alert.code()).isEqualTo(11_200));
            assertThat(rest.clockAhead(Time.SYSTEM).orElseThrow())
                    .isBetween(Duration.ofSeconds(80), Duration.ofSeconds(100));
            assertThat(rest.account().trial()).isFalse();
        }
    }

    private static TwilioApi api(TwilioAccount account) {
        return TwilioApi.start(VERTX, account);
    }

    private TwilioRest rest(TwilioApi twilio) {
        return new TwilioRest(settings(twilio), Time.SYSTEM, pauses::add);
    }

    private static RestSettings settings(TwilioApi twilio) {
        var account = twilio.account();
        return RestSettings.ofAccount(account.sid(), account.authToken(), twilio.url());
    }

    private static Reason reason(ThrowingCallable call) {
        return failure(call).reason();
    }

    private static RestFailure failure(ThrowingCallable call) {
        return catchThrowableOfType(RestFailure.class, call);
    }
}
