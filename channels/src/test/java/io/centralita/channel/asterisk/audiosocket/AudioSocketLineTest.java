package io.centralita.channel.asterisk.audiosocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.centralita.call.leg.OutgoingFrame;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.PacingClock;
import io.centralita.channel.VirtualNanos;
import io.centralita.media.AudioFormat;
import io.centralita.media.Levels;
import io.centralita.media.Pcm;
import io.centralita.media.Tones;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/// A line in virtual time.
final class AudioSocketLineTest {
    private static final UUID ID = new UUID(1, 2);

    private final VirtualNanos time = new VirtualNanos();
    private final SocketNotes socket = new SocketNotes();
    private final Counted counted = new Counted();
    private final ArrayDeque<Timer> timers = new ArrayDeque<>();
    private final PacingClock clock =
            new PacingClock(
                    time,
                    (delayMs, action) -> timers.add(new Timer(delayMs, action)),
                    ChannelMetrics.NONE);
    private final ReportNotes reports = new ReportNotes();
    private final ArrayDeque<OutgoingFrame> toSay = new ArrayDeque<>();
    private final ArrayDeque<Runnable> postponed = new ArrayDeque<>();
    private boolean loopIsBusy;
    private int ends;
    private long sequence;
    private AudioSocketLine line = line(AudioFormat.PCM_8K);

    private record Timer(long delayMs, Runnable action) {}

    private AudioSocketLine line(AudioFormat format) {
        return new AudioSocketLine(
                ID,
                format,
                true,
                socket,
                task -> {
                    if (loopIsBusy) {
                        postponed.add(task);
                    } else {
                        task.run();
                    }
                },
                clock,
                AudioSocketSettings.Limits.DEFAULT,
                counted,
                () -> ends++);
    }

    private void open() {
        line.open(reports, toSay::poll);
    }

    private void say(int frames) {
        for (int i = 0; i < frames; i++) {
            var audio = new byte[line.format().frameBytes()];
            audio[0] = (byte) ++sequence;
            toSay.add(new OutgoingFrame(sequence, 1, audio));
        }
    }

    /// One timer of the clock, late by so much.
    private void beat(long lateMs) {
        var timer = timers.remove();
        time.advanceMs(timer.delayMs() + lateMs);
        timer.action().run();
    }

    private void beats(int count) {
        for (int i = 0; i < count; i++) {
            beat(0);
        }
    }

    private static int mark(Buffer message) {
        return message.getUnsignedByte(3);
    }

    @Example
    void silence_goes_out_from_the_first_beat_whether_anybody_listens_or_not() {
        beats(3);
        open();
        beats(3);
        assertThat(socket.messages()).hasSize(6).containsOnly("10/320");
        assertThat(socket.written)
                .allMatch(it -> it.equals(new MessageWriter(AudioFormat.PCM_8K).silence()));
        assertThat(reports.all).isEmpty();
    }

    @Example
    void each_beat_sends_one_frame_which_is_heard_three_beats_later() {
        open();
        say(3);
        beats(3);
        assertThat(reports.all).isEmpty();
        beats(1);
        assertThat(reports.all).containsExactly("played 1");
        beats(2);
        assertThat(socket.written)
                .extracting(AudioSocketLineTest::mark)
                .containsExactly(1, 2, 3, 0, 0, 0);
        assertThat(reports.all).containsExactly("played 1", "played 2", "played 3");
        beats(4);
        assertThat(reports.all).hasSize(3);
    }

    /// However late the loop is, nothing leaves in bursts and no time is given away for ever.
    @Property(tries = 100)
    void beats_that_were_missed_are_not_made_up_for(
            @ForAll List<@IntRange(max = 90) Integer> lateness) {
        var other = new AudioSocketLineTest();
        other.open();
        other.say(200);
        long began = other.time.nanoTime();
        for (int late : lateness) {
            int before = other.socket.written.size();
            other.beat(late);
            assertThat(other.socket.written).hasSize(before + 1);
        }
        other.beat(0);
        long beats = Math.ceilDiv(other.time.nanoTime() - began, 20_000_000L);
        assertThat((long) other.socket.written.size()).isLessThanOrEqualTo(beats);
        if (lateness.stream().allMatch(late -> late < 20)) {
            assertThat((long) other.socket.written.size()).isEqualTo(beats);
        }
    }

    @Example
    void speech_does_not_leave_between_beats() {
        open();
        beat(0);
        time.advanceMs(3);
        say(5);
        line.speechWaits();
        assertThat(socket.written).hasSize(1);
        assertThat(line.takesAhead()).isFalse();
    }

    @Example
    void after_clear_not_a_frame_leaves_that_was_not_asked_for_and_none_is_reported() {
        open();
        say(50);
        beats(6);
        toSay.clear(); // As the call does.
        line.clear();
        beats(6);
        assertThat(socket.written.subList(6, 12))
                .extracting(AudioSocketLineTest::mark)
                .containsOnly(0);
        assertThat(reports.all).containsExactly("played 1", "played 2", "played 3");
        say(1);
        beats(4);
        assertThat(reports.all).containsExactly("played 1", "played 2", "played 3", "played 51");
    }

    @Example
    void a_frame_that_is_taken_while_clear_is_called_does_not_leave() {
        line.open(
                reports,
                () -> {
                    line.clear(); // As another thread does at this moment.
                    return new OutgoingFrame(7, 1, new byte[] {9, 9});
                });
        beats(2);
        assertThat(socket.messages()).containsOnly("10/320");
        assertThat(reports.all).isEmpty();
    }

    @Example
    void while_the_network_takes_nothing_no_speech_is_lost_and_none_waits_in_a_queue() {
        open();
        say(10);
        beats(2);
        socket.full = true;
        beats(20);
        assertThat(socket.written).hasSize(2);
        assertThat(toSay).hasSize(8);
        assertThat(reports.all).isEmpty();
        assertThat(counted.of("socket-full")).isEqualTo(1);
        assertThat(counted.of("late-dropped")).isEqualTo(20);
        socket.full = false;
        beats(11);
        assertThat(socket.written.subList(2, 10))
                .extracting(AudioSocketLineTest::mark)
                .containsExactly(3, 4, 5, 6, 7, 8, 9, 10);
        assertThat(reports.all).last().isEqualTo("played 10");
    }

    @Example
    void a_peer_that_takes_nothing_for_five_seconds_is_given_up() {
        open();
        socket.full = true;
        beats(250);
        assertThat(socket.over).isFalse();
        beats(2);
        assertThat(socket.over).isTrue();
        assertThat(reports.all).containsExactly("closed us peer-stalled");
        assertThat(ends).isEqualTo(1);
        assertThat(clock.size()).isZero();
    }

    @Example
    void short_stalls_do_not_add_up() {
        open();
        for (int i = 0; i < 4; i++) {
            socket.full = true;
            beats(200);
            socket.full = false;
            beats(1);
        }
        assertThat(socket.over).isFalse();
        assertThat(counted.of("socket-full")).isEqualTo(4);
    }

    @Example
    void our_end_is_a_message_and_whatever_comes_then_is_nobodys() {
        open();
        say(1);
        beat(0);
        line.close("goodbye");
        line.close("again");
        assertThat(socket.messages()).containsExactly("10/320", "00/0");
        assertThat(socket.over).isTrue();
        line.ended(true, "fin");
        assertThat(reports.all).containsExactly("closed us goodbye");
        assertThat(ends).isEqualTo(1);
        assertThat(clock.size()).isZero();
    }

    @Example
    void the_callers_end_is_told_once_and_nothing_is_sent_any_more() {
        open();
        say(5);
        beat(0);
        line.ended(true, "fin");
        line.close("late");
        assertThat(reports.all).containsExactly("closed caller fin");
        assertThat(socket.messages()).containsExactly("10/320");
    }

    @Example
    void what_comes_before_somebody_listens_is_kept_for_two_seconds() {
        for (int i = 0; i < 110; i++) {
            line.audio(8_000, new byte[] {(byte) i, 0});
        }
        line.digit('5');
        line.ended(true, "fin");
        open();
        assertThat(reports.all).hasSize(100).last().isEqualTo("closed caller fin");
        assertThat(reports.all).contains("digit 5");
        assertThat(reports.audio.getFirst()[0]).isEqualTo((byte) 12);
        assertThat(counted.of("early-dropped")).isEqualTo(12);
    }

    @Example
    void outgoing_audio_that_fails_ends_the_call() {
        line.open(
                reports,
                () -> {
                    throw new IllegalStateException("fault");
                });
        beat(0);
        assertThat(socket.messages()).containsExactly("00/0");
        assertThat(reports.all).containsExactly("closed us fault");
    }

    @Example
    void a_line_is_opened_once() {
        open();
        assertThatIllegalStateException().isThrownBy(this::open);
    }

    @Example
    void what_is_asked_from_elsewhere_happens_on_the_loop_in_order() {
        loopIsBusy = true;
        open();
        line.close("goodbye");
        line.execute(() -> reports.all.add("after"));
        assertThat(reports.all).isEmpty();
        loopIsBusy = false;
        postponed.forEach(Runnable::run);
        assertThat(reports.all).containsExactly("closed us goodbye", "after");
    }

    /// 440 Hz at any rate of the wire is 440 Hz at any rate of the line, as loud and as clean.
    @Example
    void audio_of_another_rate_is_brought_to_the_lines() {
        for (var format : List.of(AudioFormat.PCM_8K, AudioFormat.PCM_16K, AudioFormat.PCM_24K)) {
            for (int rateHz :
                    List.of(
                            8_000, 12_000, 16_000, 24_000, 32_000, 44_100, 48_000, 96_000,
                            192_000)) {
                var heard = heard(format, rateHz);
                int second = format.sampleRateHz();
                assertThat(heard.length).isBetween(second - second / 100, second);
                double level = Levels.rmsDbfs(heard, second / 4, second / 2);
                assertThat(level).as("%d to %s", rateHz, format).isBetween(-12.1, -11.9);
                assertThat(rest(heard, format.sampleRateHz()))
                        .as("%d to %s", rateHz, format)
                        .isLessThan(-55);
            }
        }
    }

    private short[] heard(AudioFormat format, int rateHz) {
        line = line(format);
        var notes = new ReportNotes();
        line.open(notes, () -> null);
        var tone = Pcm.bytes(Tones.sine(440, -12, Duration.ofSeconds(1), rateHz));
        int frame = rateHz / 50 * 2;
        IntStream.range(0, 50)
                .forEach(
                        i -> {
                            var pcm = new byte[frame];
                            System.arraycopy(tone, i * frame, pcm, 0, frame);
                            line.audio(rateHz, pcm);
                        });
        var all = new ByteArrayOutputStream();
        notes.audio.forEach(all::writeBytes);
        return Pcm.samples(all.toByteArray());
    }

    /// What is left in the middle when 440 Hz is taken out, dB below it.
    private static double rest(short[] samples, int rateHz) {
        int from = rateHz / 4;
        int count = rateHz / 2;
        double sine = 0;
        double cosine = 0;
        for (int i = from; i < from + count; i++) {
            double angle = 2 * Math.PI * 440 * i / rateHz;
            sine += samples[i] * Math.sin(angle) * 2 / count;
            cosine += samples[i] * Math.cos(angle) * 2 / count;
        }
        double error = 0;
        for (int i = from; i < from + count; i++) {
            double angle = 2 * Math.PI * 440 * i / rateHz;
            double ideal = sine * Math.sin(angle) + cosine * Math.cos(angle);
            error += (samples[i] - ideal) * (samples[i] - ideal) / count;
        }
        return 10 * Math.log10(error / ((sine * sine + cosine * cosine) / 2));
    }

    @Example
    void the_lines_own_rate_is_handed_on_untouched() {
        open();
        var pcm = new byte[] {1, 2, 3, 4};
        line.audio(8_000, pcm);
        assertThat(reports.audio.getFirst()).isSameAs(pcm);
        assertThat(counted.all()).isEmpty();
        line.audio(16_000, new byte[640]);
        assertThat(counted.of("other-rate")).isEqualTo(1);
    }

    /// asterisk-measured.md: a Local channel, and a phone that suppresses silence, send nothing
    /// then; nor does any while a key is down. The first twelve beats may be the network's.
    @Example
    void a_caller_of_whom_nothing_comes_is_silent() {
        open();
        beats(100);
        assertThat(reports.all).as("nobody was heard yet").isEmpty();
        line.audio(8_000, new byte[320]);
        beats(11);
        assertThat(reports.audio).hasSize(1);
        beats(1);
        assertThat(reports.audio).hasSize(12);
        beats(30);
        assertThat(reports.audio).hasSize(42).allMatch(frame -> frame.length == 320);
        var arrays = Collections.newSetFromMap(new IdentityHashMap<byte[], Boolean>());
        arrays.addAll(reports.audio);
        assertThat(arrays).as("arrays of their own").hasSize(42);
        line.audio(8_000, new byte[320]);
        beats(11);
        assertThat(reports.audio).hasSize(43);
    }

    @Example
    void a_caller_is_silent_too_while_the_network_takes_nothing_of_ours() {
        open();
        line.audio(8_000, new byte[320]);
        socket.full = true;
        beats(20);
        assertThat(reports.audio).hasSize(20);
    }

    /// Over an empty message Asterisk hangs up, and a longer one is one packet at the phone.
    @Example
    void a_frame_of_another_length_is_made_whole() {
        open();
        for (int length : new int[] {0, 1, 319, 321, 48_000}) {
            toSay.add(new OutgoingFrame(++sequence, 1, new byte[length]));
        }
        beats(5);
        assertThat(socket.messages()).hasSize(5).containsOnly("10/320");
        assertThat(counted.of("odd-frame")).isEqualTo(5);
    }

    @Example
    void every_rate_goes_out_under_its_kind() {
        var kinds = new ArrayList<String>();
        for (var format : List.of(AudioFormat.PCM_8K, AudioFormat.PCM_16K, AudioFormat.PCM_24K)) {
            var writer = new MessageWriter(format);
            kinds.add(SocketNotes.message(writer.silence()));
            kinds.add(SocketNotes.message(writer.audio(new byte[format.frameBytes()])));
        }
        assertThat(kinds)
                .containsExactly("10/320", "10/320", "12/640", "12/640", "13/960", "13/960");
    }
}
