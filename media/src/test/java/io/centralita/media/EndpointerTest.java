package io.centralita.media;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.centralita.media.SpeechEvent.End;
import io.centralita.media.SpeechEvent.PauseBegan;
import io.centralita.media.SpeechEvent.SpeechEnded;
import io.centralita.media.SpeechEvent.SpeechResumed;
import io.centralita.media.SpeechEvent.SpeechStarted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class EndpointerTest {
    /// Samples of a millisecond and of a frame.
    private static final int MS = 8;

    private static final int FRAME = 160;

    private final Endpointer endpointer = endpointer(Endpointer.Settings.DEFAULT);
    private final List<SpeechEvent> events = new ArrayList<>();

    @Test
    void an_utterance_begins_pauses_and_ends_at_positions_of_the_audio() {
        hear(false, 500);
        hear(true, 1_000);
        hear(false, 1_000);
        assertThat(events)
                .containsExactly(
                        new SpeechStarted(500 * MS, 260 * MS),
                        new PauseBegan(1_500 * MS),
                        new SpeechEnded(500 * MS, 1_500 * MS, Duration.ofSeconds(1), End.SILENCE));
    }

    @Test
    void a_pause_shorter_than_the_silence_is_taken_back() {
        hear(true, 600);
        hear(false, 400);
        hear(true, 300);
        hear(false, 700);
        assertThat(events)
                .containsExactly(
                        new SpeechStarted(0, 0),
                        new PauseBegan(600 * MS),
                        new SpeechResumed(1_000 * MS),
                        new PauseBegan(1_300 * MS),
                        new SpeechEnded(0, 1_300 * MS, ofMillis(1_300), End.SILENCE));
    }

    @Test
    void a_gap_between_words_is_not_even_a_pause() {
        hear(true, 600);
        hear(false, 180);
        hear(true, 300);
        assertThat(events).containsExactly(new SpeechStarted(0, 0));
    }

    @Test
    void less_than_the_least_speech_is_nothing() {
        hear(true, 80);
        hear(false, 2_000);
        assertThat(events).isEmpty();
    }

    @Test
    void what_a_detector_says_too_late_is_set_right() {
        var late = new Endpointer(Endpointer.Settings.DEFAULT, 8_000, ofMillis(60), ofMillis(80));
        feed(late, false, 500);
        feed(late, true, 1_000);
        feed(late, false, 1_000);
        assertThat(events.getFirst()).isEqualTo(new SpeechStarted(440 * MS, 200 * MS));
        assertThat(events.getLast())
                .isEqualTo(new SpeechEnded(440 * MS, 1_420 * MS, ofMillis(980), End.SILENCE));
        assertThat(events).hasSize(3);
    }

    @Test
    void speech_without_end_is_cut_and_goes_on_as_the_next_utterance() {
        hear(true, 16_000);
        assertThat(events)
                .containsExactly(
                        new SpeechStarted(0, 0),
                        new SpeechEnded(0, 15_000 * MS, Duration.ofSeconds(15), End.TOO_LONG),
                        new SpeechStarted(15_000 * MS, 15_000 * MS));
    }

    @Test
    void the_audio_of_two_utterances_does_not_overlap() {
        hear(true, 500);
        hear(false, 600);
        hear(true, 500);
        hear(false, 600);
        var second = (SpeechStarted) events.get(3);
        assertThat(second.audioFrom()).isEqualTo(860 * MS);
        assertThat(second.audioFrom()).isGreaterThan(((SpeechEnded) events.get(2)).at());
    }

    @Test
    void the_end_of_the_stream_ends_the_utterance() {
        hear(true, 400);
        events.addAll(endpointer.end());
        assertThat(events.getLast())
                .isEqualTo(new SpeechEnded(0, 400 * MS, ofMillis(400), End.STREAM));
        assertThat(endpointer.end()).isEmpty();
    }

    @Test
    void a_silence_as_short_as_the_hint_says_both_at_once() {
        var hasty = endpointer(Endpointer.Settings.DEFAULT.withSilence(ofMillis(200)));
        feed(hasty, true, 400);
        feed(hasty, false, 200);
        assertThat(events).hasSize(3);
        assertThat(events.get(1)).isEqualTo(new PauseBegan(400 * MS));
        assertThat(hasty.isInUtterance()).isFalse();
    }

    @Test
    void settings_out_of_range_are_refused_by_name() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Endpointer.Settings.DEFAULT.withSilence(ofMillis(2_001)))
                .withMessageContaining("silenceMs must be 200 to 2000, not 2001");
    }

    @Property
    void events_come_in_an_order_that_makes_sense(@ForAll @Size(max = 400) List<Boolean> frames) {
        var any = endpointer(Endpointer.Settings.DEFAULT.withSilence(ofMillis(240)));
        var seen = new ArrayList<SpeechEvent>();
        for (boolean frame : frames) {
            seen.addAll(any.on(frame, FRAME));
        }
        seen.addAll(any.end());
        boolean speaking = false;
        boolean paused = false;
        long last = 0;
        for (var event : seen) {
            long at =
                    switch (event) {
                        case SpeechStarted(var began, var audioFrom) -> {
                            assertThat(speaking).isFalse();
                            assertThat(audioFrom).isBetween(last, began);
                            speaking = true;
                            yield began;
                        }
                        case PauseBegan(var began) -> {
                            assertThat(speaking && !paused).isTrue();
                            paused = true;
                            yield began;
                        }
                        case SpeechResumed(var resumed) -> {
                            assertThat(paused).isTrue();
                            paused = false;
                            yield resumed;
                        }
                        case SpeechEnded(var from, var ended, var length, var _) -> {
                            assertThat(speaking).isTrue();
                            assertThat(length).isEqualTo(ofMillis((ended - from) / MS));
                            speaking = false;
                            paused = false;
                            yield ended;
                        }
                    };
            assertThat(at).isBetween(last, any.position());
            last = at;
        }
        assertThat(speaking).isFalse();
    }

    private static Endpointer endpointer(Endpointer.Settings settings) {
        return new Endpointer(settings, 8_000, Duration.ZERO, Duration.ZERO);
    }

    private void hear(boolean speech, int ms) {
        feed(endpointer, speech, ms);
    }

    private void feed(Endpointer to, boolean speech, int ms) {
        for (int frame = 0; frame < ms / 20; frame++) {
            events.addAll(to.on(speech, FRAME));
        }
    }
}
