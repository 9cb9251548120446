package io.centralita.engine.offline.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.centralita.engine.pipeline.SpeechSynthesiser.SynthesisException;
import io.centralita.engine.pipeline.SpeechSynthesiser.Voice;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// With the real espeak-ng, by library and by command.
@Timeout(60)
class EspeakSynthesiserTest {
    private static final Locale SPANISH = Locale.of("es");
    private static final String ANSWER =
            "En el router FIBRA OPTICA hay doscientos veintiún clientes activos, de los cuales tres"
                    + " tienen problemas. El tráfico total es de 200 Mbps.";

    private static EspeakSynthesiser open(String way) throws SynthesisException {
        return way.equals("library")
                ? EspeakSynthesiser.open(EspeakSettings.DEFAULTS)
                : new EspeakSynthesiser(
                        new EspeakCommand(
                                "espeak-ng",
                                EspeakCommand.facts("espeak-ng").orElseThrow().voices()),
                        EspeakSettings.DEFAULTS);
    }

    private static short[] audio(EspeakSynthesiser voice, String text, Voice wish)
            throws Exception {
        var all = new Samples();
        voice.speak(text, wish, all::add);
        return all.toArray();
    }

    /// Samples of one speaker.
    private static final class Samples {
        private short[] pcm = new short[0];

        synchronized boolean add(short[] piece, int offset, int length) {
            int old = pcm.length;
            pcm = Arrays.copyOf(pcm, old + length);
            System.arraycopy(piece, offset, pcm, old, length);
            return true;
        }

        synchronized short[] toArray() {
            return pcm;
        }
    }

    private static double level(short[] pcm) {
        return Math.sqrt(
                IntStream.range(0, pcm.length)
                        .mapToDouble(i -> pcm[i])
                        .map(s -> s * s)
                        .average()
                        .orElse(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"library", "command"})
    void speaks_spanish_and_english_at_a_natural_pace(String way) throws Exception {
        try (var voice = open(way)) {
            short[] spanish = audio(voice, ANSWER, Voice.of(SPANISH));
            assertThat(spanish.length / (double) voice.sampleRateHz()).isBetween(7.0, 16.0);
            assertThat(level(spanish)).isGreaterThan(500);
            short[] english = audio(voice, "There are three active clients.", Voice.of(Locale.US));
            assertThat(english.length / (double) voice.sampleRateHz()).isBetween(1.0, 4.0);
            assertThat(level(english)).isGreaterThan(500);
        }
    }

    @Test
    void the_command_says_the_same_as_the_library() throws Exception {
        try (var library = open("library");
                var command = open("command")) {
            int one = audio(library, "Buenos días.", Voice.of(SPANISH)).length;
            int other = audio(command, "Buenos días.", Voice.of(SPANISH)).length;
            assertThat(one).isCloseTo(other, Percentage.withPercentage(5));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"library", "command"})
    void speed_changes_the_length(String way) throws Exception {
        try (var voice = open(way)) {
            int slow = audio(voice, ANSWER, new Voice(SPANISH, "", 0.7)).length;
            int normal = audio(voice, ANSWER, new Voice(SPANISH, "", 1)).length;
            int fast = audio(voice, ANSWER, new Voice(SPANISH, "", 1.5)).length;
            assertThat(normal).isBetween(fast + fast / 5, slow - slow / 6);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"library", "command"})
    void accents_and_voices_differ_and_can_be_named(String way) throws Exception {
        try (var voice = open(way)) {
            short[] spain = audio(voice, "Cinco cervezas.", Voice.of(Locale.of("es", "ES")));
            short[] mexico = audio(voice, "Cinco cervezas.", Voice.of(Locale.of("es", "MX")));
            short[] named = audio(voice, "Cinco cervezas.", new Voice(SPANISH, "es-419", 1));
            assertThat(spain).isNotEqualTo(mexico);
            assertThat(named.length).isCloseTo(mexico.length, Offset.offset(500));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"library", "command"})
    void a_sink_that_wants_no_more_ends_the_speech_and_the_next_text_is_whole(String way)
            throws Exception {
        try (var voice = open(way)) {
            int whole = audio(voice, "Buenas tardes.", Voice.of(SPANISH)).length;
            var pieces = new AtomicInteger();
            voice.speak(ANSWER, Voice.of(SPANISH), (_, _, _) -> pieces.incrementAndGet() < 5);
            assertThat(pieces).hasValue(5);
            assertThat(audio(voice, "Buenas tardes.", Voice.of(SPANISH)).length)
                    .isCloseTo(whole, Offset.offset(500));
        }
    }

    @Test
    void a_clause_broken_off_inside_the_library_leaves_it_whole() throws Exception {
        var calls = new AtomicInteger();
        var clause = new Clause("Una frase bastante larga sin pausa alguna", "es", 165);
        try (SpeechWorker worker =
                SpeechWorker.start(() -> new BreakingOff(EspeakLibrary.open(), calls), 4)) {
            short[] first = worker.offer(clause, Duration.ZERO).orElseThrow().await();
            short[] broken = worker.offer(clause, Duration.ZERO).orElseThrow().await();
            short[] again = worker.offer(clause, Duration.ZERO).orElseThrow().await();
            assertThat(broken.length).isPositive().isLessThan(first.length / 2);
            assertThat(again.length).isCloseTo(first.length, Offset.offset(500));
        }
    }

    /// Wants only a few pieces of the second clause.
    private record BreakingOff(SpeechWorker.Library real, AtomicInteger calls)
            implements SpeechWorker.Library {
        @Override
        public LibraryFacts facts() {
            return real.facts();
        }

        @Override
        public short[] render(Clause clause, BooleanSupplier wanted) throws SynthesisException {
            if (calls.incrementAndGet() != 2) {
                return real.render(clause, wanted);
            }
            var pieces = new AtomicInteger();
            return real.render(clause, () -> pieces.incrementAndGet() < 5);
        }

        @Override
        public void close() {
            real.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"library", "command"})
    void twenty_at_once_are_all_served_whole(String way) throws Exception {
        try (var voice = open(way)) {
            int alone = audio(voice, ANSWER, Voice.of(SPANISH)).length;
            var heard = IntStream.range(0, 20).mapToObj(_ -> new Samples()).toList();
            var failures = new AtomicInteger();
            var start = new CountDownLatch(1);
            var threads =
                    heard.stream()
                            .map(
                                    samples ->
                                            Thread.ofVirtual()
                                                    .start(
                                                            () -> {
                                                                try {
                                                                    start.await();
                                                                    voice.speak(
                                                                            ANSWER,
                                                                            Voice.of(SPANISH),
                                                                            samples::add);
                                                                } catch (SynthesisException
                                                                        | InterruptedException e) {
                                                                    failures.incrementAndGet();
                                                                }
                                                            }))
                            .toList();
            start.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(failures).hasValue(0);
            assertThat(heard)
                    .allSatisfy(
                            samples ->
                                    assertThat(samples.toArray().length)
                                            .isCloseTo(alone, Offset.offset(2_000)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"library", "command"})
    void wrong_languages_and_voices_are_said_so(String way) throws Exception {
        try (var voice = open(way)) {
            assertThat(voice.speaks(Locale.FRENCH)).isFalse();
            assertThat(voice.speaks(Locale.of("es", "AR"))).isTrue();
            assertThatThrownBy(() -> audio(voice, "Bonjour", Voice.of(Locale.FRENCH)))
                    .isInstanceOf(SynthesisException.class);
            assertThatThrownBy(() -> audio(voice, "Hola", new Voice(SPANISH, "no-such-one", 1)))
                    .isInstanceOf(SynthesisException.class);
            assertThatThrownBy(() -> audio(voice, "Hola", new Voice(SPANISH, "--version", 1)))
                    .isInstanceOf(SynthesisException.class);
            assertThat(audio(voice, "Hola", Voice.of(SPANISH))).isNotEmpty();
        }
    }

    @Test
    void the_thread_lives_as_long_as_the_last_user() throws Exception {
        var one = EspeakSynthesiser.open(EspeakSettings.DEFAULTS);
        var other = EspeakSynthesiser.open(EspeakSettings.DEFAULTS);
        one.close();
        one.close();
        assertThat(audio(other, "Hola", Voice.of(SPANISH))).isNotEmpty();
        assertThat(espeakThreads()).isEqualTo(1);
        other.close();
        assertThat(espeakThreads()).isZero();
        assertThatThrownBy(() -> audio(other, "Hola", Voice.of(SPANISH)))
                .isInstanceOf(SynthesisException.class);
    }

    @Test
    void an_interrupted_speaker_ends_with_an_interruption() throws Exception {
        try (var voice = open("command")) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> audio(voice, ANSWER, Voice.of(SPANISH)))
                    .isInstanceOf(InterruptedException.class);
            assertThat(Thread.interrupted()).isFalse();
        }
    }

    @Test
    void detection_names_version_and_voices() {
        var found = EspeakSynthesiser.detect();
        assertThat(found.way()).isEqualTo(EspeakSynthesiser.Way.LIBRARY);
        assertThat(found.version()).contains("1.5");
        assertThat(found.voices()).contains("es", "es-419", "en-us", "en-gb");
        assertThat(EspeakCommand.facts("espeak-ng").orElseThrow().voices())
                .contains("es", "es-419", "en-us", "en-gb");
        assertThat(EspeakCommand.facts("no-such-command-here")).isEmpty();
        assertThat(espeakThreads()).isZero();
    }

    private static long espeakThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("espeak"))
                .count();
    }
}
