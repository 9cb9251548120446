package io.centralita.call;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.TurnTaking;
import io.centralita.call.leg.CallEnd;
import io.centralita.call.reception.CallSettings;
import io.centralita.call.reception.Patience;
import io.centralita.call.record.CallReport;
import io.centralita.media.AudioFormat;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What callers hear who wait, at the audio.
class SilenceGuardTest {
    private static final long BUDGET_MS = 2_500;

    @Test
    void an_engine_that_never_answers_is_covered_step_by_step_to_the_goodbye() {
        var rig = new CallRig(CallRig.settings()).greeted();
        rig.callerAsks();
        rig.pass(120_000);

        assertThat(rig.phrases())
                .containsExactly(
                        Phrase.ONE_MOMENT,
                        Phrase.ONE_MOMENT,
                        Phrase.STILL_HERE,
                        Phrase.STILL_HERE,
                        Phrase.STILL_HERE,
                        Phrase.LONG_WAIT,
                        Phrase.LONG_WAIT,
                        Phrase.NO_ANSWER);
        assertThat(rig.end()).isEqualTo(new CallEnd(CallEnd.By.ENGINE, "silence"));
        assertThat(rig.end().leavesCallerUnserved()).isTrue();
        assertThat(rig.report().longestDeadAirMs()).isBetween(2_200L, BUDGET_MS);
        assertNothingTwiceRunning(rig);
    }

    @Test
    void the_caller_who_hears_the_assistant_starts_anew() {
        var rig = new CallRig(CallRig.settings()).greeted();
        rig.callerAsks();
        rig.pass(14_000);
        assertThat(rig.phrases()).contains(Phrase.STILL_HERE);
        rig.say(1_000);
        engineIsDone(rig);
        rig.pass(3_000);
        int before = rig.said().size();

        rig.callerAsks();
        rig.pass(3_000);

        assertThat(rig.phrases().subList(before, rig.said().size()))
                .containsExactly(Phrase.ONE_MOMENT);
    }

    @Test
    void a_model_that_streams_silence_is_silent() {
        var rig = new CallRig(CallRig.settings(), ofMillis(300)).greeted();
        rig.callerAsks();
        rig.saySilence(20_000);
        rig.pass(5_000);

        assertThat(rig.phrases()).containsExactly(Phrase.ONE_MOMENT);
        assertThat(rig.report().longestDeadAirMs()).isLessThanOrEqualTo(BUDGET_MS);
    }

    @Test
    void a_finished_answer_of_nothing_but_silence_is_none() {
        var rig = new CallRig(CallRig.settings()).greeted();
        rig.callerAsks();
        rig.saySilence(8_000);
        engineIsDone(rig);
        rig.pass(3_000);

        assertThat(rig.phrases()).containsExactly(Phrase.ONE_MOMENT);
    }

    @Test
    void a_synthesiser_that_stalls_in_mid_sentence_is_covered() {
        var rig = new CallRig(CallRig.settings()).greeted();
        rig.callerAsks();
        var id = rig.playout().begin(AudioFormat.PCMU_8K);
        rig.playout().offer(id, CallRig.speech(400));
        rig.pass(3_000);

        assertThat(rig.phrases()).containsExactly(Phrase.ONE_MOMENT);
    }

    @Test
    void the_wait_begins_when_the_caller_stopped_speaking_not_when_the_engine_noticed() {
        var rig = new CallRig(CallRig.settings()).greeted();
        rig.engine(new EngineEvent.CallerSpeechStarted());
        rig.pass(1_600);
        long stopped = rig.ms() - 600;
        rig.engine(new EngineEvent.CallerSpeechEnded(ofMillis(600)));
        rig.pass(3_000);

        assertThat(rig.said().getFirst().ms()).isBetween(stopped + 2_200, stopped + 2_240);
        assertThat(rig.report().longestDeadAirMs()).isBetween(2_200L, BUDGET_MS);
    }

    @Test
    void a_tool_that_takes_five_minutes_is_waited_for_with_reassurance_alone() {
        var settings = CallRig.settings();
        var rig = new CallRig(withToolTimeout(settings, Duration.ofMinutes(5))).greeted();
        rig.callerAsks();
        rig.asksTool("t1");
        rig.pass(300_000);

        assertThat(rig.ended()).isFalse();
        assertThat(rig.phrases().getFirst()).isEqualTo(Phrase.LOOKING_UP);
        assertThat(rig.phrases())
                .containsOnly(
                        Phrase.LOOKING_UP, Phrase.STILL_LOOKING_UP, Phrase.STILL_HERE_LOOKING_UP);
        assertThat(rig.report().longestDeadAirMs()).isLessThanOrEqualTo(BUDGET_MS);
        assertNothingTwiceRunning(rig);
    }

    @Test
    void an_engine_that_says_nothing_of_a_tools_result_is_given_up_in_the_end() {
        var rig =
                new CallRig(withToolTimeout(CallRig.settings(), Duration.ofSeconds(15))).greeted();
        rig.callerAsks();
        rig.asksTool("t1");
        rig.pass(120_000);

        assertThat(rig.phrases().subList(rig.said().size() - 6, rig.said().size()))
                .containsExactly(
                        Phrase.STILL_HERE,
                        Phrase.STILL_HERE,
                        Phrase.STILL_HERE,
                        Phrase.LONG_WAIT,
                        Phrase.LONG_WAIT,
                        Phrase.NO_ANSWER);
        assertThat(rig.end().reason()).isEqualTo("silence");
        long goodbye = rig.said().getLast().ms();
        assertThat(goodbye).isGreaterThan(15_000);
    }

    @Test
    void the_acknowledgement_comes_700_ms_after_the_tool_call_and_not_where_the_model_speaks() {
        var rig = new CallRig(CallRig.settings()).greeted();
        rig.callerAsks();
        rig.pass(100);
        long asked = rig.ms();
        rig.asksTool("t1");
        rig.pass(1_000);
        assertThat(rig.said()).hasSize(1);
        assertThat(rig.said().getFirst().saying()).isEqualTo(Phrase.LOOKING_UP);
        assertThat(rig.said().getFirst().ms()).isBetween(asked + 700, asked + 720);

        var talkative = new CallRig(CallRig.settings()).greeted();
        talkative.callerAsks();
        talkative.asksTool("t1");
        talkative.pass(400);
        talkative.say(800);
        talkative.pass(1_500);
        assertThat(talkative.said()).isEmpty();
    }

    @Test
    void silence_in_which_a_model_says_nothing_is_no_acknowledgement() {
        var rig = new CallRig(CallRig.settings()).greeted();
        rig.callerAsks();
        rig.asksTool("t1");
        rig.saySilence(3_000);
        rig.pass(1_000);
        assertThat(rig.phrases()).containsExactly(Phrase.LOOKING_UP);
    }

    @Test
    void an_answer_that_begins_with_the_filler_follows_it_at_once_and_whole() {
        var rig = new CallRig(CallRig.settings()).greeted();
        rig.callerAsks();
        rig.pass(2_200);
        assertThat(rig.phrases()).containsExactly(Phrase.ONE_MOMENT);
        rig.say(600);
        engineIsDone(rig);
        rig.pass(3_000);

        var sounds = rig.heard().stream().filter(CallRig.Heard::audible).skip(25).toList();
        assertThat(sounds).hasSize(60 + 30);
        assertThat(sounds.subList(0, 60)).allMatch(CallRig.Heard::ours);
        assertThat(sounds.subList(60, 90)).noneMatch(CallRig.Heard::ours);
        for (int i = 1; i < sounds.size(); i++) {
            assertThat(sounds.get(i).atNanos() - sounds.get(i - 1).atNanos())
                    .isEqualTo(CallRig.BEAT.toNanos());
        }
        assertThat(rig.said()).hasSize(1);
    }

    @Test
    void a_filler_does_not_talk_into_an_answer_that_was_first_by_a_hair() {
        var rig = new CallRig(CallRig.settings(), ofMillis(300)).greeted();
        rig.callerAsks();
        rig.pass(2_180);
        var answer = rig.playout().begin(AudioFormat.PCMU_8K);
        rig.playout().offer(answer, CallRig.speech(100));
        rig.pass(100);
        rig.playout().offer(answer, CallRig.speech(500));
        rig.playout().end(answer);
        engineIsDone(rig);
        rig.pass(2_000);

        assertThat(rig.said()).isEmpty();
    }

    @Test
    void nothing_is_said_while_the_caller_speaks_or_has_been_answered() {
        var rig = new CallRig(CallRig.settings(new Patience(Duration.ZERO, 0, Duration.ZERO)));
        rig.greeted();
        rig.engine(new EngineEvent.CallerSpeechStarted());
        rig.pass(50_000);
        rig.engine(new EngineEvent.CallerSpeechEnded(Duration.ZERO));
        rig.say(400);
        engineIsDone(rig);
        rig.pass(50_000);
        assertThat(rig.said()).isEmpty();
    }

    @Test
    void nobody_waits_where_the_peer_answers_turns_itself() {
        var turns = new TurnTaking(true, false, false, false, null);
        var rig = new CallRig(CallRig.settings(Patience.STANDARD.ofPeer()), Duration.ZERO, turns);
        rig.greeted();
        rig.callerAsks();
        rig.pass(60_000);
        assertThat(rig.said()).isEmpty();
    }

    @Test
    void while_the_engine_opens_the_caller_is_told_so() {
        var rig = new CallRig(CallRig.settings());
        rig.pass(8_000);
        assertThat(rig.phrases()).containsExactly(Phrase.CONNECTING, Phrase.CONNECTING);
        rig.pass(6_000);
        assertThat(rig.phrases()).endsWith(Phrase.TECHNICAL_PROBLEM);
        assertThat(rig.end().reason()).isEqualTo("not-ready-in-time");
    }

    @Test
    void a_caller_who_says_something_else_is_asked_for_patience_once_more() {
        var rig = new CallRig(CallRig.settings()).greeted();
        rig.callerAsks();
        while (!rig.phrases().contains(Phrase.LONG_WAIT)) {
            rig.pass(20);
        }
        rig.pass(1_400);
        rig.callerSpeaks(600, "entonces otra cosa");
        int before = rig.said().size();
        rig.pass(8_000);
        assertThat(rig.phrases().subList(before, rig.said().size()))
                .containsOnly(Phrase.STILL_HERE);
    }

    @Test
    void a_goodbye_that_does_not_come_is_said_by_the_switchboard() {
        var rig = new CallRig(CallRig.settings()).greeted();
        rig.callerAsks();
        rig.playout().begin(AudioFormat.PCMU_8K);
        rig.engine(new EngineEvent.Farewell());
        rig.pass(6_000);
        assertThat(rig.phrases()).containsExactly(Phrase.GOODBYE);
        assertThat(rig.end()).isEqualTo(new CallEnd(CallEnd.By.ASSISTANT, "farewell"));
    }

    @Test
    void the_report_measures_what_was_audible() {
        var rig = new CallRig(CallRig.settings(), ofMillis(300)).greeted();
        long asked = rig.ms() + 200;
        rig.callerAsks();
        rig.saySilence(400);
        rig.say(2_000);
        rig.pass(1_000);
        long spokeOver = rig.ms();
        rig.engine(new EngineEvent.CallerSpeechStarted());
        rig.pass(100);

        var turns = rig.report().turns();
        var answer = turns.get(turns.size() - 2);
        assertThat(answer.who()).isEqualTo(CallReport.Who.ASSISTANT);
        assertThat(answer.mouthToEarMs()).isBetween(400L, 440L);
        assertThat(answer.interrupted()).isTrue();
        assertThat(answer.bargeInCutMs()).isZero();
        assertThat(rig.report().firstAudioMs()).isBetween(0L, 20L);
        assertThat(rig.report().longestDeadAirMs()).isBetween(400L, 440L);
        assertThat(spokeOver).isGreaterThan(asked);
    }

    @Test
    void a_cut_that_takes_its_time_is_measured_from_the_callers_first_sound() {
        var rig = new CallRig(CallRig.settings()).greeted();
        rig.callerAsks();
        rig.say(2_000);
        rig.pass(1_000);
        long heardAt = rig.now();
        rig.pass(60);
        rig.decide(new CallEvent.FromEngine(new EngineEvent.CallerSpeechStarted(), heardAt));

        var turns = rig.report().turns();
        assertThat(turns.get(turns.size() - 2).bargeInCutMs()).isEqualTo(60);
    }

    private static void engineIsDone(CallRig rig) {
        rig.engine(new EngineEvent.ReplyFinished());
    }

    private static CallSettings withToolTimeout(CallSettings settings, Duration timeout) {
        return new CallSettings(
                settings.tenant(),
                settings.language(),
                settings.voice(),
                settings.greeting(),
                settings.instructions(),
                settings.engineOptions(),
                timeout,
                settings.acknowledgeAfter(),
                settings.silenceBudget(),
                settings.engineDeadline());
    }

    private static void assertNothingTwiceRunning(CallRig rig) {
        List<String> texts = rig.said().stream().map(CallRig.Said::text).toList();
        for (int i = 1; i < texts.size(); i++) {
            assertThat(texts.get(i)).isNotEqualTo(texts.get(i - 1));
        }
    }
}
