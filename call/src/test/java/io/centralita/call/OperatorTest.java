package io.centralita.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.CallEvent.OfOperator;
import io.centralita.call.engine.Ask;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.EngineFailure;
import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.leg.CallEnd;
import io.centralita.call.reception.Patience;
import io.centralita.call.record.CallReport.Turn;
import io.centralita.call.record.CallReport.Who;
import io.centralita.call.record.Moment.Kind;
import io.centralita.call.watch.CallView;
import io.centralita.call.watch.OperatorSeat;
import io.centralita.call.watch.Seating;
import io.centralita.media.AudioFormat;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OperatorTest {
    private final CallRig rig = new CallRig(CallRig.settings()).greeted();

    @Test
    void the_assistant_falls_silent_and_the_caller_hears_the_person() {
        rig.callerAsks();
        rig.say(3_000);
        rig.pass(300);
        var seat = seated("ana");

        rig.say(1_000); // what the engine had still to say
        long from = rig.now();
        speak(seat, 600);

        assertThat(told(Ask.Cancel.class)).hasSize(1);
        assertThat(told(Ask.Configure.class).getLast().conduct().turnTaking().answersTurns())
                .isFalse();
        assertThat(told(Ask.Configure.class).getLast().conduct().turnTaking().detects()).isTrue();
        var heard = rig.heard().stream().filter(frame -> frame.atNanos() >= from).toList();
        assertThat(heard).hasSizeBetween(27, 31).allMatch(CallRig.Heard::audible);
        assertThat(heard).noneMatch(frame -> frame.frame().audio()[0] == CallRig.speech(20)[0]);
        assertThat(rig.standing().hears()).isEqualTo(CallView.Hears.OPERATOR);
        assertThat(rig.standing().operator()).isEqualTo("ana");
    }

    @Test
    void what_the_engine_begins_meanwhile_counts_as_not_heard_at_all() {
        seated("ana");
        long utterance = rig.say(1_000);
        rig.pass(1_000);

        assertThat(rig.told()).contains(new Command.TellInterrupted(utterance, Duration.ZERO));
        assertThat(rig.report().turns()).extracting(Turn::who).containsExactly(Who.ASSISTANT);
    }

    @Test
    void nobody_is_prompted_or_talked_over_while_a_person_has_the_call() {
        var seat = seated("ana");
        speak(seat, 400);
        rig.callerSpeaks(2_000, "¿y cuándo vienen?");
        rig.pass(120_000);

        assertThat(rig.phrases()).isEmpty();
        assertThat(rig.standing().turn()).isEqualTo(CallView.Turn.WITH_OPERATOR);
        assertThat(rig.report().longestDeadAirMs()).isLessThan(100);
        assertThat(rig.report().turns())
                .extracting(Turn::who)
                .containsExactly(Who.ASSISTANT, Who.OPERATOR, Who.CALLER);
    }

    @Test
    void the_caller_does_not_stop_a_person_by_speaking() {
        var seat = seated("ana");
        speak(seat, 200);
        rig.engine(new EngineEvent.CallerSpeechStarted());
        speak(seat, 400);

        assertThat(rig.moments()).doesNotContain(Kind.BARGE_IN);
        assertThat(rig.heard()).hasSizeGreaterThan(25 + 25);
    }

    @Test
    void the_call_is_handed_back_with_a_sentence_and_a_note() {
        var before = seated("ana");
        speak(before, 400);
        before.handBack("Vienen el lunes.");
        rig.pass(4_000);

        assertThat(rig.phrases()).containsExactly(Phrase.HANDED_BACK);
        assertThat(told(Ask.Configure.class).getLast().conduct().turnTaking().answersTurns())
                .isTrue();
        assertThat(told(Ask.Add.class))
                .containsExactly(new Ask.Add(new HistoryEntry.Told("Vienen el lunes.")));
        assertThat(before.speak(new byte[640])).isFalse();
        rig.callerAsks();
        rig.say(400);
        rig.pass(600);
        assertThat(rig.report().turns()).extracting(Turn::who).endsWith(Who.ASSISTANT);
        assertThat(rig.moments()).contains(Kind.OPERATOR, Kind.HAND_BACK);
        rig.engine(new EngineEvent.ReplyFinished());
        rig.pass(30_000);
        assertThat(rig.phrases()).contains(Phrase.ARE_YOU_THERE);
    }

    @Test
    void the_assistant_goes_on_when_the_persons_connection_is_lost() {
        var seat = seated("ana");
        seat.lost();
        seat.lost();
        seat.handBack("too late");
        rig.pass(3_000);

        assertThat(rig.phrases()).containsExactly(Phrase.OPERATOR_LOST);
        assertThat(rig.standing().operator()).isNull();
        assertThat(rig.moments()).endsWith(Kind.OPERATOR_LOST);
    }

    @Test
    void one_person_has_a_call_at_a_time() {
        var seat = seated("ana");
        assertThat(rig.takesOver("berta")).isEqualTo(new Seating.Refused("taken", "ana"));
        seat.handBack("");
        rig.pass(2_000);
        assertThat(rig.takesOver("berta")).isInstanceOf(Seating.Taken.class);
    }

    @Test
    void a_call_is_not_taken_over_before_it_has_begun() {
        var opening = new CallRig(CallRig.settings());
        assertThat(opening.takesOver("ana")).isEqualTo(new Seating.Refused("not-talking", ""));
    }

    @Test
    void an_engine_that_is_lost_meanwhile_is_missed_by_nobody_until_the_call_is_handed_back() {
        var seat = seated("ana");
        rig.engine(new EngineEvent.Failed(new EngineFailure.Broken("test", null)));
        rig.pass(5_000);
        speak(seat, 200);
        assertThat(rig.ended()).isFalse();
        assertThat(rig.phrases()).isEmpty();

        seat.handBack("");
        rig.pass(5_000);
        assertThat(rig.phrases()).containsExactly(Phrase.TECHNICAL_PROBLEM);
        assertThat(rig.end().by()).isEqualTo(CallEnd.By.ENGINE);
    }

    @Test
    void a_call_ends_by_its_length_only_when_the_person_has_left() {
        var short_ =
                CallRig.settings(new Patience(Duration.ofSeconds(10), 2, Duration.ofSeconds(60)));
        var brief = new CallRig(short_).greeted();
        var seat = ((Seating.Taken) brief.takesOver("ana")).seat();
        brief.pass(90_000);
        assertThat(brief.ended()).isFalse();
        assertThat(brief.phrases()).isEmpty();

        seat.handBack("");
        brief.pass(10_000);
        assertThat(brief.end().reason()).isEqualTo("max-duration");
    }

    @Test
    void whoever_talks_faster_than_can_be_heard_is_cut_short() {
        var seat = seated("ana");
        for (int i = 0; i < 100; i++) {
            assertThat(seat.speak(loud(20))).isTrue();
        }
        var before = rig.heard().size();
        rig.pass(3_000);
        assertThat(rig.heard().size() - before)
                .isBetween(20, (int) OperatorVoice.AHEAD.dividedBy(AudioFormat.FRAME) + 2);
    }

    @Test
    void an_operator_ends_the_call_with_or_without_a_goodbye() {
        rig.decide(new OfOperator.HangsUp("ana", "wrong-number", true));
        rig.pass(4_000);
        assertThat(rig.phrases()).containsExactly(Phrase.GOODBYE);
        assertThat(rig.end()).isEqualTo(new CallEnd(CallEnd.By.OPERATOR, "wrong-number"));

        var other = new CallRig(CallRig.settings()).greeted();
        other.decide(new OfOperator.HangsUp("ana", "spam", false));
        assertThat(other.end()).isEqualTo(new CallEnd(CallEnd.By.OPERATOR, "spam"));
        assertThat(other.phrases()).isEmpty();
        assertThat(other.moments()).endsWith(Kind.HANG_UP, Kind.ENDED);
    }

    @Test
    void whoever_has_the_call_loses_it_with_its_end() {
        var seat = seated("ana");
        rig.decide(new OfOperator.HangsUp("berta", "closing", true));
        assertThat(seat.speak(loud(20))).isFalse();
        rig.pass(4_000);
        assertThat(rig.ended()).isTrue();
    }

    @Test
    void the_caller_is_told_of_who_listens_where_they_are_to_be() {
        rig.decide(new OfOperator.Listens("ana", true));
        rig.pass(3_000);
        rig.decide(new OfOperator.Listens("berta", false));
        rig.decide(new OfOperator.ListensNoMore("ana"));
        rig.pass(3_000);
        assertThat(rig.phrases()).containsExactly(Phrase.SOMEBODY_LISTENS);
        assertThat(rig.moments()).containsSubsequence(Kind.LISTEN, Kind.LISTEN, Kind.LISTEN_END);
    }

    private OperatorSeat seated(String by) {
        return ((Seating.Taken) rig.takesOver(by)).seat();
    }

    private void speak(OperatorSeat seat, long ms) {
        for (long at = 0; at < ms; at += 20) {
            assertThat(seat.speak(loud(20))).isTrue();
            rig.pass(20);
        }
    }

    private static byte[] loud(int ms) {
        var audio = new byte[OperatorSeat.FORMAT.bytes(Duration.ofMillis(ms))];
        Arrays.fill(audio, (byte) 0x11);
        return audio;
    }

    private <A extends Ask> List<A> told(Class<A> kind) {
        return rig.told().stream()
                .filter(Command.PassOn.class::isInstance)
                .map(command -> ((Command.PassOn) command).ask())
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }
}
