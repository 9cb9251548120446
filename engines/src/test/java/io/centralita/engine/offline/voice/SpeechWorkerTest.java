package io.centralita.engine.offline.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.centralita.engine.pipeline.SpeechSynthesiser.Sink;
import io.centralita.engine.pipeline.SpeechSynthesiser.SynthesisException;
import io.centralita.engine.pipeline.SpeechSynthesiser.Voice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SpeechWorkerTest {
    private static final Voice SPANISH = Voice.of(Locale.of("es"));
    private final GatedLibrary library = new GatedLibrary();

    /// Renders a clause each time the test lets it; keeps the order of what was rendered.
    private static final class GatedLibrary implements SpeechWorker.Library {
        final Semaphore gate = new Semaphore(0);
        final Semaphore begun = new Semaphore(0);
        final List<String> rendered = Collections.synchronizedList(new ArrayList<>());
        final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public LibraryFacts facts() {
            return new LibraryFacts("gated", List.of("es"));
        }

        @Override
        public short[] render(Clause clause, BooleanSupplier wanted) throws SynthesisException {
            begun.release();
            while (wanted.getAsBoolean() && !gate.tryAcquire()) {
                Thread.onSpinWait();
            }
            rendered.add(clause.text());
            if (clause.text().contains("roto")) {
                throw new SynthesisException("broken");
            }
            return new short[100];
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    private Thread speak(
            EspeakSynthesiser voice, String text, Sink sink, AtomicReference<Throwable> end) {
        return Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                voice.speak(text, SPANISH, sink);
                            } catch (SynthesisException | InterruptedException e) {
                                end.set(e);
                            }
                        });
    }

    @Test
    void a_long_answer_of_one_call_does_not_stand_before_the_first_word_of_another()
            throws Exception {
        try (var voice = voice(64)) {
            var end = new AtomicReference<Throwable>();
            Sink any = (_, _, _) -> true;
            var first = speak(voice, "Uno. Dos. Tres. Cuatro. Cinco.", any, end);
            library.begun.acquire();
            var second = speak(voice, "Hola. Adiós.", any, end);
            await(
                    () ->
                            second.getState() == Thread.State.WAITING
                                    || second.getState() == Thread.State.TIMED_WAITING);
            library.gate.release(7);
            first.join();
            second.join();
            assertThat(end.get()).isNull();
            assertThat(library.rendered).hasSize(7);
            assertThat(library.rendered.indexOf("Hola.")).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void a_full_queue_is_an_exception_at_once() throws Exception {
        try (var voice = voice(1)) {
            var ends = new AtomicReference<Throwable>();
            Sink any = (_, _, _) -> true;
            var rendering = speak(voice, "Uno.", any, ends);
            library.begun.acquire();
            var waiting = speak(voice, "Dos.", any, ends);
            await(() -> waiting.getState() == Thread.State.TIMED_WAITING);
            assertThatThrownBy(() -> voice.speak("Tres.", SPANISH, any))
                    .isInstanceOf(SynthesisException.class)
                    .hasMessageContaining("too many");
            library.gate.release(2);
            rendering.join();
            waiting.join();
            assertThat(ends.get()).isNull();
        }
    }

    @Test
    void the_worker_does_not_wait_for_a_slow_listener() throws Exception {
        try (var voice = voice(4)) {
            var end = new AtomicReference<Throwable>();
            var listening = new CountDownLatch(1);
            var goOn = new CountDownLatch(1);
            library.gate.release(10);
            var slow =
                    speak(
                            voice,
                            "Uno. Dos. Tres.",
                            (_, _, _) -> {
                                listening.countDown();
                                goOn.await();
                                return true;
                            },
                            end);
            listening.await();
            voice.speak("Hola.", SPANISH, (_, _, _) -> true);
            assertThat(library.rendered).contains("Hola.").doesNotContain("Tres.");
            goOn.countDown();
            slow.join();
            assertThat(library.rendered).contains("Tres.");
            assertThat(end.get()).isNull();
        }
    }

    @Test
    void an_interrupted_speaker_leaves_the_worker_free() throws Exception {
        try (var voice = voice(4)) {
            var end = new AtomicReference<Throwable>();
            var speaker = speak(voice, "Uno. Dos.", (_, _, _) -> true, end);
            library.begun.acquire();
            speaker.interrupt();
            speaker.join();
            assertThat(end.get()).isInstanceOf(InterruptedException.class);
            library.gate.release(2); // the clause that is given up may still take one
            voice.speak("Tres.", SPANISH, (_, _, _) -> true);
            assertThat(library.rendered).containsExactly("Uno.", "Tres.");
        }
    }

    @Test
    void a_failing_clause_fails_its_speaker_only() throws Exception {
        try (var voice = voice(4)) {
            library.gate.release(3);
            var pieces = new ArrayList<Integer>();
            assertThatThrownBy(
                            () ->
                                    voice.speak(
                                            "Bien. Está roto.",
                                            SPANISH,
                                            (_, _, length) -> pieces.add(length)))
                    .isInstanceOf(SynthesisException.class)
                    .hasMessage("broken");
            assertThat(pieces).containsExactly(100);
            voice.speak("Otra vez.", SPANISH, (_, _, length) -> pieces.add(length));
            assertThat(pieces).hasSize(2);
        }
    }

    @Test
    void close_tells_those_who_speak_and_those_who_wait_and_ends_the_thread() throws Exception {
        var voice = voice(4);
        var rendering = new AtomicReference<Throwable>();
        var waiting = new AtomicReference<Throwable>();
        var first = speak(voice, "Uno.", (_, _, _) -> true, rendering);
        library.begun.acquire();
        var second = speak(voice, "Dos.", (_, _, _) -> true, waiting);
        await(() -> second.getState() == Thread.State.TIMED_WAITING);
        voice.close();
        first.join();
        second.join();
        library.closed.await();
        assertThat(rendering.get()).isInstanceOf(SynthesisException.class);
        assertThat(waiting.get()).isInstanceOf(SynthesisException.class);
        assertThatThrownBy(() -> voice.speak("Tres.", SPANISH, (_, _, _) -> true))
                .hasMessageContaining("closed");
    }

    @Test
    void a_library_that_does_not_open_is_said_at_once() {
        assertThatThrownBy(
                        () ->
                                SpeechWorker.start(
                                        () -> {
                                            throw new SynthesisException("no such library");
                                        },
                                        1))
                .isInstanceOf(SynthesisException.class)
                .hasMessage("no such library");
    }

    private EspeakSynthesiser voice(int capacity) throws SynthesisException {
        return new EspeakSynthesiser(
                SpeechWorker.start(() -> library, capacity), EspeakSettings.DEFAULTS);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }
}
