package io.centralita.app.server;

import static io.centralita.app.server.OpenAiHouse.GREETING;
import static io.centralita.app.server.OpenAiHouse.spoken;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.centralita.channel.caller.CallResult;
import io.centralita.channel.caller.CallerListener;
import io.centralita.channel.caller.CallerScript;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import io.centralita.fake.model.Brains;
import io.centralita.fake.model.server.Misbehaviour;
import io.centralita.fake.model.server.ModelConnection;
import io.centralita.fake.model.server.Plan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Warm calls through the real server, with a realtime model that takes its time to connect.
class WarmServerTest {
    private static final Duration CONNECT = Duration.ofMillis(700);
    private static final Map<String, String> AS_SOON_AS_READY =
            Map.of("RINGING", "when-ready", "RINGING_TIME", "0 s");

    /// Long enough for the whole greeting.
    private static final CallerScript LISTENER =
            CallerScript.builder().awaitReply(Duration.ofMillis(700)).hangUp().build();

    @TempDir Path directory;

    @BeforeEach
    void needsVoice() {
        assumeTrue(EspeakSynthesiser.detect().available(), "espeak-ng is not installed");
    }

    @Test
    void callers_hear_the_whole_greeting_once_and_do_not_wait_for_the_model() throws Exception {
        try (var house = house(AS_SOON_AS_READY)) {
            house.answering(_ -> Brains.speech("No te oigo."));
            List<CompletableFuture<CallResult>> calls = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                calls.add(house.dial(LISTENER, CallerListener.NONE));
            }
            for (var one : calls) {
                var call = one.get();
                assertThat(call.problems()).isEmpty();
                assertThat(call.webhookMs()).isGreaterThanOrEqualTo(CONNECT.toMillis());
                var tones = house.tones(call);
                assertThat(ToneEar.numbers(tones)).containsExactly(0);
                tones.getFirst().isWholly(Brains.audioMs(GREETING));
                var report = house.report(call);
                assertThat(report.path("warm").asBoolean()).isTrue();
                assertThat(report.path("firstAudioMs").asLong()).isLessThan(CONNECT.toMillis());
                assertThat(OpenAiHouse.turns(report)).containsExactly("ASSISTANT " + GREETING);
            }
            assertThat(house.model.connections()).hasSize(5);
            assertThat(house.model.connections().stream().filter(ModelConnection::isOpen))
                    .isEmpty();
        }
    }

    @Test
    void a_caller_who_was_prepared_for_is_understood_and_may_interrupt() throws Exception {
        try (var house = house(AS_SOON_AS_READY)) {
            house.answering(_ -> Brains.speech("Hay dos."));
            var call = house.place(OpenAiHouse.asking(spoken(OpenAiHouse.SHORT)));
            assertThat(OpenAiHouse.turns(house.report(call)))
                    .containsExactly(
                            "ASSISTANT " + GREETING,
                            "CALLER " + OpenAiHouse.QUESTION,
                            "ASSISTANT Hay dos.");
            assertThat(ToneEar.numbers(house.tones(call))).containsExactly(0, 1);
        }
    }

    @Test
    void the_same_calls_cold_are_greeted_when_the_model_is_there() throws Exception {
        try (var house = house(Map.of("RINGING", "off"))) {
            house.answering(_ -> Brains.speech("No te oigo."));
            var call = house.place(LISTENER);
            var report = house.report(call);
            assertThat(report.path("warm").asBoolean()).isFalse();
            assertThat(report.path("firstAudioMs").asLong())
                    .isGreaterThanOrEqualTo(CONNECT.toMillis());
        }
    }

    private OpenAiHouse house(Map<String, String> changes) throws Exception {
        return new OpenAiHouse(
                directory,
                OpenAiHouse.service().withPlan(Plan.every(new Misbehaviour.SlowConnect(CONNECT))),
                changes);
    }
}
