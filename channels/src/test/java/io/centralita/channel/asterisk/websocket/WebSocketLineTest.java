package io.centralita.channel.asterisk.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/// A line in virtual time, against Asterisk's own queue.
final class WebSocketLineTest {
    private final LineRig rig = new LineRig();

    @Property(tries = 60)
    void asterisk_never_has_much_and_never_runs_dry(
            @ForAll @IntRange(max = 120) int latencyMs, @ForAll @IntRange(max = 19) int phaseMs) {
        var far = new LineRig(latencyMs, phaseMs, WebSocketLine.Origin.ofApplication("media-1"));
        far.open();
        far.run(300);
        far.say(200);
        int most = 0;
        for (int t = 0; t < 4_600; t += 5) {
            far.run(5);
            far.callerSpeaks();
            most = Math.max(most, far.queued());
        }
        // 80 ms, and the way there and back, which is full of audio.
        assertThat(most).isLessThanOrEqualTo(5 + latencyMs / 10);
        assertThat(far.longestGapMs()).isLessThanOrEqualTo(20);
        assertThat(far.heardSequences()).containsExactlyElementsOf(numbers(1, 200));
        assertThat(far.reports.stream().filter(report -> report.startsWith("played")))
                .last()
                .isEqualTo("played 200");
    }

    private static Iterable<Long> numbers(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    @Example
    void a_cushion_of_40_to_60_ms_is_kept() {
        rig.open();
        rig.say(100);
        rig.run(108);
        for (int i = 0; i < 80; i++) {
            rig.run(20); // Just after our beat, which comes at 7.
            assertThat(rig.queued()).isBetween(2, 3);
        }
    }

    @Example
    void a_mark_follows_every_100_ms_and_the_end_of_what_is_said() {
        rig.open();
        rig.say(7);
        rig.run(400);
        assertThat(rig.commands("MARK_MEDIA")).isEqualTo(2);
        assertThat(rig.reports).containsExactly("played 5", "played 7");
    }

    @Example
    void the_beginning_of_speech_does_not_wait_for_the_beat() {
        rig.open();
        rig.run(10);
        rig.say(20);
        rig.line.speechWaits();
        assertThat(rig.written.stream().filter("audio"::equals)).hasSize(4);
    }

    @Example
    void the_phone_is_silent_one_frame_after_clear_and_hears_what_comes_next() {
        rig.open();
        rig.say(100);
        rig.run(500);
        int before = rig.heardSequences().size();
        rig.outgoing.clear();
        rig.line.clear();
        int cleared = rig.nowMs;
        rig.run(200);
        assertThat(rig.heard.getLast().atMs()).isLessThanOrEqualTo(cleared + 20);
        assertThat(rig.heardSequences().size()).isLessThanOrEqualTo(before + 1);
        long heard = rig.heardSequences().getLast();
        rig.say(10);
        rig.run(400);
        assertThat(rig.heardSequences().stream().filter(number -> number > heard))
                .containsExactlyElementsOf(numbers(101, 110));
        assertThat(rig.reports).last().isEqualTo("played 110");
        assertThat(rig.written.stream().filter(what -> what.contains("FLUSH"))).hasSize(1);
        int flush = rig.written.indexOf("{\"command\":\"FLUSH_MEDIA\"}");
        assertThat(rig.written.get(flush + 1)).contains("MARK_MEDIA").contains("\"1.");
    }

    @Example
    void what_was_dropped_is_never_said_to_be_played() {
        var far = new LineRig(60, 3, WebSocketLine.Origin.ofApplication("media-1"));
        far.open();
        far.run(300);
        far.say(30);
        far.run(300);
        far.outgoing.clear();
        far.line.clear();
        int reports = far.reports.size();
        far.run(500);
        assertThat(far.reports).hasSize(reports);
    }

    @Example
    void clearing_what_nothing_was_said_of_tells_asterisk_nothing() {
        rig.open();
        rig.line.clear();
        rig.line.clear();
        assertThat(rig.commands("FLUSH_MEDIA")).isZero();
    }

    @Example
    void after_a_stall_of_ours_nothing_is_left_standing() {
        rig.open();
        rig.say(300);
        rig.run(1_000);
        rig.stalled = true;
        rig.run(500);
        rig.stalled = false;
        rig.run(60);
        assertThat(rig.queued()).isLessThanOrEqualTo(4);
        assertThat(rig.commands("GET_STATUS")).isEqualTo(2);
        rig.run(6_000);
        assertThat(rig.heardSequences()).containsExactlyElementsOf(numbers(1, 300));
    }

    @Example
    void a_network_that_stalls_delivers_little_late_and_it_drains() {
        rig.open();
        rig.say(400);
        rig.run(1_000);
        rig.blockNetwork(true);
        rig.run(3_000);
        rig.blockNetwork(false);
        rig.run(1);
        assertThat(rig.queued()).isLessThanOrEqualTo(19);
        rig.run(1_000);
        assertThat(rig.queued()).isLessThanOrEqualTo(4);
        rig.run(9_000);
        assertThat(rig.heardSequences()).containsExactlyElementsOf(numbers(1, 400));
    }

    @Example
    void xoff_stops_us_and_xon_lets_us_go_on() {
        rig.open();
        rig.stuff(950);
        rig.say(100);
        rig.run(2_000);
        assertThat(rig.written).doesNotContain("audio");
        assertThat(rig.oddities).contains("xoff");
        rig.run(1_200);
        assertThat(rig.written).contains("audio");
        rig.run(19_000);
        assertThat(rig.heardSequences()).containsExactlyElementsOf(numbers(1, 100));
    }

    @Example
    void after_a_flush_no_xon_is_needed() {
        rig.open();
        rig.say(5);
        rig.run(8);
        rig.stuff(950);
        rig.run(10);
        rig.line.clear();
        rig.say(5);
        rig.run(1_000);
        assertThat(rig.heardSequences()).endsWith(6L, 7L, 8L, 9L, 10L);
    }

    /// asterisk-measured.md: what is sent between answers stays in the queue, and a phone that is
    /// sent nothing gets nothing. A frame that is played before the next one comes is neither.
    @Example
    void between_answers_a_frame_of_silence_leaves_each_five_seconds() {
        rig.open();
        rig.say(10);
        rig.run(600);
        int before = rig.written.size();
        int told = rig.reports("played");
        for (int i = 0; i < 500; i++) {
            rig.callerSpeaks();
            rig.run(20);
            assertThat(rig.queued()).isLessThanOrEqualTo(1);
        }
        assertThat(rig.written.subList(before, rig.written.size()))
                .filteredOn("audio"::equals)
                .hasSize(2);
        assertThat(rig.written)
                .hasSize(before + 4); // each with a mark, which shows that it was played
        assertThat(rig.reports("played")).as("silence is nobody's").isEqualTo(told);
        rig.say(5);
        rig.run(300);
        assertThat(rig.reports)
                .filteredOn(report -> report.startsWith("played"))
                .last()
                .isEqualTo("played 15");
    }

    /// Where nothing was said yet, and after what was said was dropped.
    @Example
    void silence_is_never_said_to_be_heard() {
        rig.open();
        rig.run(12_000);
        assertThat(rig.written).filteredOn("audio"::equals).hasSize(2);
        assertThat(rig.reports).isEmpty();
        rig.say(50);
        rig.run(200);
        rig.outgoing.clear();
        rig.line.clear();
        int told = rig.reports.size();
        rig.run(12_000);
        assertThat(rig.reports).hasSize(told);
    }

    @Example
    void before_the_bridge_no_silence_is_thrown_away() {
        var direct = new LineRig(0, 7, new WebSocketLine.Origin("media-1", false, 20_000_000_000L));
        direct.open();
        direct.run(12_000);
        assertThat(direct.written).doesNotContain("audio");
    }

    /// asterisk-measured.md: a Local channel, and a phone that suppresses silence, send nothing
    /// then; nor does any while a key is down.
    @Example
    void a_caller_of_whom_nothing_comes_is_silent() {
        rig.open();
        rig.run(1_000);
        assertThat(rig.reports).as("nobody was heard yet").isEmpty();
        speak(10);
        rig.run(200);
        assertThat(rig.reports("audio")).isEqualTo(10);
        rig.run(800);
        assertThat(rig.reports("audio")).as("frames of 1.2 s").isEqualTo(60);
        speak(10);
        assertThat(rig.reports("audio")).isEqualTo(70);
    }

    @Example
    void a_loop_of_ours_that_stood_still_is_no_pause_of_the_caller() {
        rig.open();
        speak(10);
        rig.stalled = true;
        speak(50);
        rig.stalled = false;
        speak(10);
        assertThat(rig.reports("audio")).isEqualTo(70);
    }

    private void speak(int frames) {
        for (int i = 0; i < frames; i++) {
            rig.callerSpeaks();
            rig.run(20);
        }
    }

    @Example
    void a_silent_caller_is_no_dead_asterisk() {
        rig.open();
        rig.run(60_000);
        assertThat(rig.reports).isEmpty();
        assertThat(rig.commands("GET_STATUS") + rig.commands("MARK_MEDIA")).isBetween(8L, 26L);
    }

    @Example
    void an_asterisk_that_says_nothing_even_when_asked_is_given_up() {
        rig.open();
        rig.run(100);
        rig.blockNetwork(true);
        rig.run(10_200);
        assertThat(rig.reports).containsExactly("over", "closed false peer-silent");
        assertThat(rig.written).last().isEqualTo("close 1008 peer-silent");
        assertThat(rig.oddities).contains("media-websocket peer-silent");
    }

    @Example
    void an_asterisk_that_takes_nothing_is_given_up_although_the_caller_is_heard() {
        rig.open();
        rig.say(1_000);
        rig.run(100);
        rig.blockNetwork(true);
        for (int i = 0; i < 520; i++) {
            rig.callerSpeaks();
            rig.run(20);
        }
        assertThat(rig.reports).containsSubsequence("over", "closed false peer-stalled");
    }

    @Example
    void full_socket_stops_the_taking_and_ends_the_call_after_a_while() {
        rig.open();
        rig.say(100);
        rig.full = true;
        for (int i = 0; i < 495; i++) {
            rig.callerSpeaks();
            rig.run(20);
        }
        assertThat(rig.outgoing).hasSize(100);
        assertThat(rig.reports).doesNotContain("over");
        rig.run(200);
        assertThat(rig.reports).endsWith("over", "closed false peer-stalled");
        assertThat(rig.oddities).containsOnlyOnce("socket-full");
    }

    @Example
    void what_comes_before_the_listener_waits_for_it_in_order() {
        rig.callerSpeaks();
        rig.run(1);
        rig.line.event(new MediaEvent.Digit('7'));
        rig.line.ended(true, "closed");
        rig.open();
        assertThat(rig.reports).containsExactly("over", "audio", "digit 7", "closed true closed");
    }

    @Example
    void closing_twice_ends_once() {
        rig.open();
        rig.line.close("goodbye");
        rig.line.close("shutdown");
        rig.line.ended(true, "closed");
        assertThat(rig.reports).containsExactly("over", "closed false goodbye");
        assertThat(rig.written).last().isEqualTo("close 1000 goodbye");
    }

    @Example
    void a_direct_caller_is_answered_and_spoken_to_once_the_bridge_is_there() {
        var direct = new LineRig(0, 7, new WebSocketLine.Origin("media-1", true, 500_000_000));
        direct.open();
        direct.say(10);
        direct.run(100);
        assertThat(direct.written.getFirst()).isEqualTo("{\"command\":\"ANSWER\"}");
        assertThat(direct.written).doesNotContain("audio");
        direct.callerSpeaks();
        direct.run(25);
        assertThat(direct.written).contains("audio");
    }

    @Example
    void a_direct_caller_who_says_nothing_is_spoken_to_all_the_same() {
        var direct = new LineRig(0, 7, new WebSocketLine.Origin("media-1", false, 500_000_000));
        direct.open();
        direct.say(10);
        direct.run(490);
        assertThat(direct.written).doesNotContain("audio");
        direct.run(50);
        assertThat(direct.written).contains("audio");
        assertThat(direct.commands("ANSWER")).isZero();
    }

    @Example
    void fault_of_the_outgoing_audio_ends_the_call() {
        rig.line.open(
                rig.listener(),
                () -> {
                    throw new IllegalStateException("a fault of the call");
                });
        rig.run(40);
        assertThat(rig.reports).endsWith("over", "closed false fault");
    }
}
