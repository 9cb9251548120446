package io.centralita.engine.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.centralita.call.VirtualTime;
import io.centralita.call.engine.EngineFailure;
import io.centralita.call.engine.Usage;
import io.centralita.call.engine.UsageKind;
import io.centralita.call.scope.Time;
import io.centralita.engine.pipeline.SpeechSynthesiser;
import io.centralita.engine.pipeline.SpeechSynthesiser.SynthesisException;
import io.centralita.engine.pipeline.SpeechSynthesiser.Voice;
import io.centralita.engine.speech.SpeechRig.Heard;
import io.centralita.fake.speech.Endpoint;
import io.centralita.fake.speech.SoundFile.Format;
import io.centralita.fake.speech.Speaker;
import io.centralita.fake.speech.SpeechSettings;
import io.centralita.fake.speech.SpokenRequest;
import io.centralita.fake.speech.Trouble;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Speech over a real socket, on good days and bad ones.
@Timeout(60)
class HttpSynthesiserTest {
    private static final String TEXT = "Hay doscientos clientes.";
    private static final SpeechSettings WELL = SpeechSettings.DEFAULT;
    private static final Patience BRIEF =
            new Patience(
                    Duration.ofSeconds(2),
                    Duration.ofMillis(400),
                    Duration.ofMillis(300),
                    Duration.ofMillis(900));

    /// Gives up on what has begun.
    private static final Patience STALLED =
            new Patience(
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(60));

    private final Heard heard = new Heard();

    @Test
    void a_text_sounds_sample_by_sample_as_the_server_made_it() throws Exception {
        try (var rig = new SpeechRig(WELL);
                var voice = rig.voice()) {
            voice.speak(TEXT, Voice.of(Locale.of("es")), heard);

            assertThat(heard.samples()).isEqualTo(made(1));
            assertThat(rig.server.exchange(Endpoint.SPEECH, 1).fields())
                    .containsEntry("input", TEXT)
                    .containsEntry("voice", "marin")
                    .containsEntry("response_format", "pcm")
                    .doesNotContainKeys("speed", "instructions");
            assertThat(rig.watching.asked).containsExactly(TEXT.length());
            assertThat(heard.used()).containsExactly(used(heard.length()));
        }
    }

    @Test
    void what_was_made_is_paid_for_also_where_it_broke_off_or_was_not_wanted() throws Exception {
        var breaksOff = WELL.with(Endpoint.SPEECH, 1, new Trouble.BreakOff(9_600, true));
        try (var rig = new SpeechRig(breaksOff);
                var voice = rig.voice()) {
            assertThatThrownBy(() -> voice.speak(TEXT, Voice.of(Locale.of("es")), heard))
                    .isInstanceOf(SynthesisException.class);
            assertThat(heard.used()).containsExactly(used(heard.length()));

            var wantsLittle = new Heard();
            wantsLittle.wantOnly(1);
            voice.speak(TEXT, Voice.of(Locale.of("es")), wantsLittle);
            assertThat(wantsLittle.used()).containsExactly(used(wantsLittle.length()));
        }
    }

    @Test
    void a_server_that_made_nothing_is_not_paid() throws Exception {
        var fails = WELL.withEvery(Endpoint.SPEECH, new Trouble.Answer(500));
        try (var rig = new SpeechRig(fails);
                var voice = rig.voice()) {
            assertThatThrownBy(() -> voice.speak(TEXT, Voice.of(Locale.of("es")), heard))
                    .isInstanceOf(SynthesisException.class);
            assertThat(heard.used()).isEmpty();
        }
    }

    private static Usage used(int samples) {
        return new Usage(
                "gpt-4o-mini-tts",
                Map.of(
                        UsageKind.SPOKEN_CHARACTERS,
                        (long) TEXT.length(),
                        UsageKind.SPOKEN_MS,
                        samples / 24L));
    }

    @Test
    void voice_speed_and_instructions_go_along() throws Exception {
        var options =
                new VoiceOptions(
                        "gpt-4o-mini-tts",
                        "marin",
                        "Con calma.",
                        1.5,
                        VoiceOptions.Format.PCM,
                        24_000);
        try (var rig = new SpeechRig(WELL);
                var voice = rig.voice(options, SpeechRig.PATIENT)) {
            voice.speak(TEXT, new Voice(Locale.of("es"), "cedar", 2), heard);

            assertThat(rig.server.exchange(Endpoint.SPEECH, 1).fields())
                    .containsEntry("voice", "cedar")
                    .containsEntry("speed", "3.0")
                    .containsEntry("instructions", "Con calma.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "…", "¡!"})
    void what_has_no_words_is_not_asked_for(String text) throws Exception {
        try (var rig = new SpeechRig(WELL);
                var voice = rig.voice()) {
            voice.speak(text, Voice.of(Locale.of("es")), heard);
            assertThat(rig.server.exchanges()).isEmpty();
        }
    }

    @Test
    void a_text_longer_than_servers_take_is_asked_for_in_pieces() throws Exception {
        var sentence = "Cuatro palabras y punto. ";
        try (var rig = new SpeechRig(WELL.withSpeaker(_ -> new short[240]));
                var voice = rig.voice()) {
            voice.speak(sentence.repeat(200), Voice.of(Locale.of("es")), heard);

            var inputs =
                    rig.server.exchanges().stream()
                            .map(asked -> asked.fields().getOrDefault("input", ""))
                            .toList();
            assertThat(inputs).hasSize(2);
            assertThat(String.join(" ", inputs)).isEqualTo(sentence.repeat(200).strip());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5, 4_097})
    void samples_that_are_cut_between_pieces_are_put_together(int bytes) throws Exception {
        var short400 = WELL.withSpeaker(request -> first(Speaker.TONES.speak(request), 400));
        try (var rig =
                        new SpeechRig(
                                short400.withEvery(Endpoint.SPEECH, new Trouble.Pieces(bytes)));
                var voice = rig.voice()) {
            voice.speak(TEXT, Voice.of(Locale.of("es")), heard);
            assertThat(heard.samples()).isEqualTo(first(made(1), 400));
        }
    }

    @ParameterizedTest
    @CsvSource({"WAV,", "STEREO_WAV,", "WAV, application/octet-stream", "WAV, audio/pcm"})
    void wav_is_understood_whatever_was_asked_for(Format format, String type) throws Exception {
        var wav = new Trouble.SendAs(format, type);
        try (var rig = new SpeechRig(WELL.withEvery(Endpoint.SPEECH, wav));
                var voice = rig.voice()) {
            voice.speak(TEXT, Voice.of(Locale.of("es")), heard);
            assertThat(heard.samples()).isEqualTo(made(1));
        }
    }

    @ParameterizedTest
    @CsvSource({"true, false", "false, true"})
    void samples_of_another_rate_sound_as_long_as_they_are(boolean told, boolean wav)
            throws Exception {
        var slow = WELL.withSpeechRate(16_000, told);
        var settings =
                wav ? slow.withEvery(Endpoint.SPEECH, new Trouble.SendAs(Format.WAV, null)) : slow;
        try (var rig = new SpeechRig(settings);
                var voice = rig.voice()) {
            voice.speak(TEXT, Voice.of(Locale.of("es")), heard);
            // As many samples as at 24 kHz, but played more slowly.
            assertThat(heard.length()).isEqualTo(made(1).length * 3 / 2);
        }
    }

    static Stream<Trouble> foreign() {
        return Stream.of(
                new Trouble.SendAs(Format.MP3, null),
                new Trouble.SendAs(Format.OPUS, null),
                new Trouble.SendAs(Format.MP3, "application/octet-stream"),
                new Trouble.SendAs(Format.OPUS, "audio/pcm"),
                new Trouble.SendAs(Format.FLAC, "audio/pcm"),
                Trouble.Other.page(),
                new Trouble.Other(
                        "application/json", "{\"ok\":true}".getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void what_would_need_a_decoder_is_refused_before_a_sample_is_heard(Trouble trouble) {
        try (var rig = new SpeechRig(WELL.withEvery(Endpoint.SPEECH, trouble));
                var voice = rig.voice()) {
            assertThat(fault(voice).failure())
                    .isEqualTo(new EngineFailure.Rejected("unusable-answer"));
            assertThat(heard.length()).isZero();
            assertThat(rig.server.exchanges()).hasSize(1);
        }
    }

    static Stream<Trouble> passing() {
        return Stream.of(
                new Trouble.Reset(),
                new Trouble.Answer(500),
                new Trouble.Empty(),
                new Trouble.BreakOff(0, true));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void trouble_before_the_first_sample_costs_a_second_try(Trouble trouble) throws Exception {
        try (var rig = new SpeechRig(WELL.with(Endpoint.SPEECH, 1, trouble));
                var voice = rig.voice()) {
            voice.speak(TEXT, Voice.of(Locale.of("es")), heard);
            assertThat(heard.samples()).isEqualTo(made(2));
        }
    }

    @ParameterizedTest
    @MethodSource("passing")
    void trouble_that_stays_is_told_after_the_second_try(Trouble trouble) {
        try (var rig = new SpeechRig(WELL.withEvery(Endpoint.SPEECH, trouble));
                var voice = rig.voice()) {
            assertThat(fault(voice)).isNotNull();
            assertThat(rig.server.exchanges()).hasSize(2);
        }
    }

    static Stream<Trouble> brokenOff() {
        return Stream.of(new Trouble.BreakOff(20_001, true), new Trouble.BreakOff(20_001, false));
    }

    @ParameterizedTest
    @MethodSource("brokenOff")
    void what_breaks_off_is_never_said_twice(Trouble trouble) {
        try (var rig = new SpeechRig(WELL.withEvery(Endpoint.SPEECH, trouble));
                var voice = rig.voice()) {
            assertThat(fault(voice).failure()).isInstanceOf(EngineFailure.Unreachable.class);
            assertThat(rig.server.exchanges()).hasSize(1);
            assertThat(made(1)).startsWith(heard.samples());
        }
    }

    @Test
    void what_came_before_it_stopped_is_heard_to_its_last_sample() {
        var stall = WELL.withEvery(Endpoint.SPEECH, new Trouble.Stall(20_001));
        try (var rig = new SpeechRig(stall);
                var voice = rig.voice(VoiceOptions.of("tts-1", "alloy"), STALLED)) {
            assertThat(fault(voice)).hasMessageContaining("in time");
            assertThat(heard.samples()).isEqualTo(first(made(1), 10_000));
            SpeechRig.await(rig.server.exchange(Endpoint.SPEECH, 1)::isAbandoned);
        }
    }

    static Stream<Trouble> slow() {
        return Stream.of(
                new Trouble.NeverAnswer(),
                new Trouble.Stall(0),
                new Trouble.Drip(1, Duration.ofMillis(50)));
    }

    @ParameterizedTest
    @MethodSource("slow")
    void speech_that_does_not_come_in_time_is_given_up(Trouble trouble) {
        try (var rig = new SpeechRig(WELL.withEvery(Endpoint.SPEECH, trouble));
                var voice = rig.voice(VoiceOptions.of("tts-1", "alloy"), BRIEF)) {
            assertThat(fault(voice)).hasMessageContaining("in time");
            SpeechRig.await(rig.server.exchange(Endpoint.SPEECH, 1)::isAbandoned);
        }
    }

    @Test
    void time_in_which_nobody_listens_counts_against_nobody() throws Exception {
        var time = new VirtualTime();
        try (var rig = new SpeechRig(WELL);
                var voice =
                        new HttpSynthesiser(
                                SpeechRig.place(rig.server.baseUri(), SpeechRig.PATIENT),
                                VoiceOptions.of("tts-1", "alloy"),
                                SpeechWatcher.NONE,
                                time)) {
            var text = "Una frase que dura. ".repeat(20).strip();
            voice.speak(
                    text,
                    Voice.of(Locale.of("es")),
                    (pcm, offset, length) -> {
                        time.advance(Duration.ofSeconds(30)); // a full playout
                        return heard.accept(pcm, offset, length);
                    });
            assertThat(heard.length()).isEqualTo(24 * Speaker.lengthMs(text));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_value, rejected:http-400:invalid_value",
        "401, invalid_api_key, rejected:http-401:invalid_api_key",
        "404, model_not_found, rejected:http-404:model_not_found",
        "429, rate_limit_exceeded, rate-limited"
    })
    void a_refusal_is_told_at_once(int status, String code, String word) {
        var trouble = new Trouble.Answer(status, code, null);
        try (var rig = new SpeechRig(WELL.withEvery(Endpoint.SPEECH, trouble));
                var voice = rig.voice()) {
            assertThat(fault(voice).failure().word()).isEqualTo(word);
            assertThat(rig.server.exchanges()).hasSize(1);
        }
    }

    @Test
    void a_voice_that_does_not_come_to_an_end_is_cut() throws Exception {
        try (var rig = new SpeechRig(WELL.withEvery(Endpoint.SPEECH, new Trouble.GoOn(40)));
                var voice = rig.voice()) {
            voice.speak(TEXT, Voice.of(Locale.of("es")), heard);
            assertThat(heard.length()).isBetween(made(1).length * 10, made(1).length * 20);
        }
    }

    @Test
    void when_no_more_is_wanted_the_exchange_ends() throws Exception {
        var endless =
                WELL.withEvery(Endpoint.SPEECH, new Trouble.Drip(2_000, Duration.ofMillis(5)));
        try (var rig = new SpeechRig(endless);
                var voice = rig.voice()) {
            heard.wantOnly(2);
            voice.speak(TEXT.repeat(10), Voice.of(Locale.of("es")), heard);
            SpeechRig.await(rig.server.exchange(Endpoint.SPEECH, 1)::isAbandoned);
        }
    }

    @Test
    void an_interruption_ends_the_exchange() throws Exception {
        var stall = WELL.withEvery(Endpoint.SPEECH, new Trouble.Stall(8_192));
        try (var rig = new SpeechRig(stall);
                var voice = rig.voice()) {
            var end = new AtomicReference<Throwable>();
            var speaking =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try {
                                            voice.speak(TEXT, Voice.of(Locale.of("es")), heard);
                                        } catch (Exception e) {
                                            end.set(e);
                                        }
                                    });
            SpeechRig.await(() -> heard.length() == 4_096);

            speaking.interrupt();

            speaking.join();
            assertThat(end.get()).isInstanceOf(InterruptedException.class);
            SpeechRig.await(rig.server.exchange(Endpoint.SPEECH, 1)::isAbandoned);
        }
    }

    @Test
    void a_server_that_is_not_there_is_told_at_once() {
        try (var voice =
                new HttpSynthesiser(
                        SpeechRig.place(SpeechRig.nobody(), SpeechRig.PATIENT),
                        VoiceOptions.of("tts-1", "alloy"),
                        SpeechWatcher.NONE,
                        Time.SYSTEM)) {
            assertThat(fault(voice).failure()).isInstanceOf(EngineFailure.Unreachable.class);
        }
    }

    private static short[] made(int number) {
        return Speaker.TONES.speak(new SpokenRequest(number, TEXT, "marin", 1));
    }

    private static short[] first(short[] samples, int count) {
        return Arrays.copyOf(samples, count);
    }

    private SpeechFault fault(SpeechSynthesiser voice) {
        var thrown = new AtomicReference<SpeechFault>();
        assertThatThrownBy(() -> voice.speak(TEXT, Voice.of(Locale.of("es")), heard))
                .isInstanceOf(SynthesisException.class)
                .cause()
                .isInstanceOfSatisfying(SpeechFault.class, thrown::set);
        return Objects.requireNonNull(thrown.get());
    }
}
