package io.centralita.engine.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.UsageKind;
import io.centralita.fake.model.Brains;
import io.centralita.fake.model.ModelConversation;
import io.centralita.fake.model.server.Settings;
import io.centralita.fake.model.wire.ServerEventWriter.Dialect;
import io.centralita.fake.model.wire.ToneAudio;
import io.centralita.media.AudioFormat;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A turn in which nothing goes wrong.
final class HappyTurnTest {
    private static final String GREETING = "Hola, soy la centralita.";
    private static final String ANSWER = "La línea está activa.";
    private static final Settings TALKS =
            Settings.DEFAULT
                    .withBrain(Brains.greeting(GREETING, Brains.saying(ANSWER)))
                    .withTranscriber(_ -> "¿Está activa mi línea?", Duration.ofMillis(20))
                    .keepingAudio();

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void a_turn_is_heard_answered_written_down_and_counted(Dialect dialect) {
        try (var rig = new OpenAiRig(TALKS.withDialect(dialect))) {
            var call = rig.greeted();
            call.turn();
            call.await(EngineEvent.ReplyFinished.class, 2);
            call.await(EngineEvent.CallerSaid.class);

            assertThat(kinds(call))
                    .containsSubsequence(
                            "Ready",
                            "ReplyStarted",
                            "AssistantSaid",
                            "ReplyFinished",
                            "CallerSpeechStarted",
                            "CallerSpeechEnded",
                            "ReplyStarted",
                            "AssistantSaid",
                            "ReplyFinished");
            assertThat(call.said(1)).isEqualTo(GREETING);
            assertThat(call.said(2)).isEqualTo(ANSWER);
            assertThat(call.all(EngineEvent.CallerSaid.class))
                    .containsExactly(new EngineEvent.CallerSaid("¿Está activa mi línea?"));
            assertThat(call.all(EngineEvent.Ready.class)).hasSize(1);
            assertThat(call.all(EngineEvent.CallerSpeechStarted.class)).hasSize(1);
            assertThat(call.all(EngineEvent.ReplyFinished.class)).hasSize(2);
            assertThat(call.speech.faults()).isEmpty();
            wellBehaved(rig);
        }
    }

    @Test
    void audio_of_the_line_passes_untouched_in_both_directions() {
        try (var rig = new OpenAiRig(TALKS)) {
            var call = rig.greeted();
            call.turn();
            call.await(EngineEvent.ReplyFinished.class, 2);

            assertThat(call.session().inputFormat()).isEqualTo(AudioFormat.PCMU_8K);
            OpenAiRig.await(
                    "all audio at the server",
                    () -> rig.server.connection(1).appendedAudio().length == call.fed().length);
            assertThat(rig.server.connection(1).appendedAudio()).isEqualTo(call.fed());
            for (int utterance = 1; utterance <= 2; utterance++) {
                var text = utterance == 1 ? GREETING : ANSWER;
                assertThat(call.speech.format(utterance)).isEqualTo(AudioFormat.PCMU_8K);
                assertThat(call.speech.isEnded(utterance)).isTrue();
                assertThat(call.speech.audio(utterance))
                        .isEqualTo(
                                ToneAudio.bytes(
                                        AudioFormat.PCMU_8K,
                                        utterance - 1,
                                        0,
                                        Brains.audioMs(text)));
            }
            assertThat(call.session().droppedFrames()).isZero();
        }
    }

    @Test
    void a_wideband_leg_is_served_in_pcm_at_24_khz() {
        try (var rig = new OpenAiRig(TALKS)) {
            var call = rig.greeted(OpenAiRig.callSettings(AudioFormat.PCM_16K));
            assertThat(call.session().inputFormat()).isEqualTo(AudioFormat.PCM_24K);
            var loud = new byte[AudioFormat.PCM_24K.frameBytes()];
            for (int i = 1; i < loud.length; i += 2) {
                loud[i] = (byte) (i % 64 < 32 ? 0x20 : 0xE0);
            }
            var quiet = new byte[loud.length];
            for (int i = 0; i < 70; i++) {
                call.hear(i < 30 ? loud : quiet);
            }
            call.await(EngineEvent.ReplyFinished.class, 2);

            assertThat(call.speech.format(2)).isEqualTo(AudioFormat.PCM_24K);
            assertThat(call.speech.audio(2))
                    .isEqualTo(ToneAudio.bytes(AudioFormat.PCM_24K, 1, 0, Brains.audioMs(ANSWER)));
            assertThat(rig.server.connection(1).appendedAudio())
                    .isEqualTo(Arrays.copyOf(call.fed(), 70 * loud.length));
            wellBehaved(rig);
        }
    }

    @Test
    void tokens_are_counted_by_kind_and_model_and_transcription_by_time() {
        try (var rig = new OpenAiRig(TALKS)) {
            var call = rig.greeted();
            call.turn();
            call.await(EngineEvent.Used.class, 3);

            var used = call.all(EngineEvent.Used.class).stream().map(EngineEvent.Used::usage);
            var byModel = used.toList();
            var answers =
                    byModel.stream().filter(one -> one.model().equals("gpt-realtime-2.1")).toList();
            var usages =
                    rig.server.connection(1).ask(ModelConversation::responsesFinished).stream()
                            .map(response -> response.usage())
                            .toList();
            assertThat(answers).hasSameSizeAs(usages).hasSize(2);
            for (int i = 0; i < answers.size(); i++) {
                var expected = java.util.Objects.requireNonNull(usages.get(i));
                assertThat(answers.get(i).amounts())
                        .containsAllEntriesOf(
                                positive(
                                        Map.of(
                                                UsageKind.INPUT_TEXT, expected.inputText(),
                                                UsageKind.INPUT_AUDIO, expected.inputAudio(),
                                                UsageKind.CACHED_TEXT, expected.cachedText(),
                                                UsageKind.CACHED_AUDIO, expected.cachedAudio(),
                                                UsageKind.OUTPUT_TEXT, expected.outputText(),
                                                UsageKind.OUTPUT_AUDIO, expected.outputAudio())));
            }
            assertThat(byModel)
                    .filteredOn(one -> one.model().equals("gpt-4o-mini-transcribe"))
                    .singleElement()
                    .satisfies(one -> assertThat(one.of(UsageKind.TRANSCRIBED_MS)).isPositive());
        }
    }

    @Test
    void the_endpointing_delay_is_told_in_the_callers_own_audio() {
        try (var rig = new OpenAiRig(TALKS)) {
            var call = rig.greeted();
            call.turn();
            var ended = call.await(EngineEvent.CallerSpeechEnded.class);
            // 600 ms of silence end a turn; 800 were sent at once.
            assertThat(ended.silence()).isBetween(Duration.ofMillis(600), Duration.ofMillis(820));
        }
    }

    @Test
    void a_call_without_a_greeting_waits_for_the_caller() {
        try (var rig = new OpenAiRig(TALKS)) {
            var settings = OpenAiRig.callSettings(AudioFormat.PCMU_8K);
            var call =
                    rig.greeted(
                            new io.centralita.call.engine.SessionSettings(
                                    settings.callId(),
                                    settings.language(),
                                    " ",
                                    settings.conduct(),
                                    Map.of(),
                                    List.of(),
                                    settings.legFormat()));
            assertThat(call.speech.count()).isZero();
            call.turn();
            call.await(EngineEvent.ReplyFinished.class, 2);
            assertThat(call.speech.count()).isEqualTo(1);
        }
    }

    private static Map<UsageKind, Long> positive(Map<UsageKind, Integer> amounts) {
        var positive = new java.util.EnumMap<UsageKind, Long>(UsageKind.class);
        amounts.forEach(
                (kind, amount) -> {
                    if (amount > 0) {
                        positive.put(kind, (long) amount);
                    }
                });
        return positive;
    }

    static void wellBehaved(OpenAiRig rig) {
        for (var connection : rig.server.connections()) {
            if (connection.hasSession()) {
                assertThat(connection.ask(ModelConversation::violations)).isEmpty();
                assertThat(connection.ask(ModelConversation::errors)).isEmpty();
            }
        }
    }

    private static List<String> kinds(TestCall call) {
        return call.events().stream().map(event -> event.getClass().getSimpleName()).toList();
    }
}
