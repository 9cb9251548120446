package io.centralita.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.app.bench.Listened.Asked;
import io.centralita.app.bench.Question.Kind;
import io.centralita.app.bench.Turns.Outcome;
import io.centralita.call.record.CallReport;
import io.centralita.call.record.CallReport.Turn;
import io.centralita.call.record.CallReport.Who;
import io.centralita.channel.caller.CallRecording;
import io.centralita.channel.caller.CallResult;
import io.centralita.channel.caller.CallResult.Delivery;
import io.centralita.channel.caller.CallResult.DrySpell;
import io.centralita.channel.caller.CallResult.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswersTest {
    private static final long MS = 1_000_000;
    private static final Locale SPANISH = Locale.of("es");
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Question CLIENTS = new Question("1", Kind.NETWORK);
    private static final Question TIME = new Question("time", Kind.CLOCK);
    private static final Question HELLO = new Question("hello", Kind.SMALL_TALK);

    @Test
    void figures_may_lie_where_the_network_was_and_every_word_must_be_right() {
        var expected =
                new Expectation(
                        List.of("Hay 450 clientes en la red.", "Hay 1.454 clientes en la red."));

        assertThat(expected.allows("Hay 450  clientes en la red.")).isTrue();
        assertThat(expected.allows("Hay 1452 clientes en la red.")).isTrue();
        assertThat(expected.allows("Hay 4.000 clientes en la red.")).isFalse();
        assertThat(expected.allows("Hay 450 clientes en el router.")).isFalse();
        assertThat(new Expectation(List.of()).allows("")).isFalse();
    }

    @Test
    void one_wording_leaves_no_room_for_another_figure() {
        var expected = new Expectation(List.of("El tráfico es de 12,5 Mbps."));

        assertThat(expected.allows("El tráfico es de 12,5 Mbps.")).isTrue();
        assertThat(expected.allows("El tráfico es de 12,6 Mbps.")).isFalse();
    }

    @Test
    void the_oracle_answers_for_the_seconds_it_is_asked_about() throws InterruptedException {
        try (var oracle = new Oracle(SPANISH, Duration.ofSeconds(15))) {
            var clients =
                    oracle.answer(
                            CLIENTS,
                            "¿Cuántos clientes hay en router-146?",
                            NOON,
                            NOON.plusSeconds(3));
            assertThat(clients.wordings())
                    .isNotEmpty()
                    .allSatisfy(text -> assertThat(text).contains("FIBRA OPTICA"));

            var noon = oracle.answer(TIME, "¿Qué hora es?", NOON, NOON.plusSeconds(59));
            var later = oracle.answer(TIME, "¿Qué hora es?", NOON, NOON.plusSeconds(60));
            assertThat(noon.wordings()).hasSize(1);
            assertThat(later.wordings()).hasSize(2).containsAll(noon.wordings());
        }
    }

    @Test
    void a_hole_inside_a_turn_is_late_and_the_pause_before_one_is_not() {
        var turns =
                List.of(
                        turn(Who.SWITCHBOARD, 1_000, 2_000),
                        turn(Who.CALLER, 2_300, 2_400),
                        turn(Who.ASSISTANT, 2_500, 4_000));

        assertThat(lateMs(turns, 1_500, 1_570)).isEqualTo(70);
        assertThat(lateMs(turns, 2_000, 2_500)).isZero();
        assertThat(lateMs(turns, 2_000, 2_545)).isEqualTo(45);
        assertThat(lateMs(turns, 2_310, 2_390)).isEqualTo(80);
    }

    @Test
    void lateness_counts_every_frame_once() {
        var punctuality = new Punctuality();

        punctuality.add(
                new Delivery(200, 0, List.of(new DrySpell(1_500 * MS, 1_570 * MS))),
                List.of(turn(Who.ASSISTANT, 1_000, 2_000)));

        assertThat(punctuality.messages()).isEqualTo(200);
        assertThat(punctuality.drySpells()).isEqualTo(1);
        assertThat(punctuality.dryMs()).isEqualTo(70);
        assertThat(punctuality.worstMs()).isBetween(69.9, 70.1);
        assertThat(punctuality.percentileMs(99)).isZero();
    }

    @Test
    void waits_are_taken_at_the_caller_without_the_tools_time() {
        var asked = List.of(new Asked(1_000, 0, 4_000), new Asked(5_000, 0, Long.MAX_VALUE));
        var report =
                report(
                        List.of(
                                turn(Who.ASSISTANT, 1_700, 2_500),
                                turn(Who.ASSISTANT, 5_900, 7_000)),
                        new CallReport.ToolUse(Kind.CLOCK.tool(), "{}", "answered", 150));

        var outcomes = Turns.of(List.of(HELLO, TIME), asked, heard(1_720, 5_940), report);

        assertThat(outcomes)
                .containsExactly(
                        new Outcome.Answered(HELLO, asked.getFirst(), 720, 0),
                        new Outcome.Answered(TIME, asked.getLast(), 790, 150));
    }

    @Test
    void slow_answers_count_in_full_and_only_fillers_of_the_network_are_set_apart() {
        var asked = List.of(new Asked(1_000, 0, 9_000), new Asked(10_000, 0, Long.MAX_VALUE));
        var report =
                report(
                        List.of(
                                turn(Who.SWITCHBOARD, 2_000, 3_000),
                                turn(Who.ASSISTANT, 4_000, 5_000),
                                turn(Who.SWITCHBOARD, 11_000, 12_000),
                                turn(Who.ASSISTANT, 14_000, 15_000)),
                        new CallReport.ToolUse(Kind.NETWORK.tool(), "{}", "answered", 3_000));

        var outcomes =
                Turns.of(List.of(HELLO, CLIENTS), asked, heard(2_010, 4_010, 11_010), report);

        assertThat(outcomes)
                .containsExactly(
                        new Outcome.Answered(HELLO, asked.getFirst(), 3_000, 0),
                        new Outcome.Bridged(CLIENTS));
    }

    @Test
    void a_question_without_its_tool_or_without_an_answer_is_missed() {
        var asked = List.of(new Asked(1_000, 0, Long.MAX_VALUE));
        var silent = report(List.of());
        var other =
                report(
                        List.of(turn(Who.ASSISTANT, 1_700, 2_500)),
                        new CallReport.ToolUse(Kind.NETWORK.tool(), "{}", "answered", 10));

        assertThat(Turns.of(List.of(HELLO), asked, heard(1_700), silent))
                .containsExactly(new Outcome.Missed(HELLO));
        assertThat(Turns.of(List.of(TIME), asked, heard(1_700), other))
                .containsExactly(new Outcome.Missed(TIME));
    }

    private static long lateMs(List<Turn> turns, long fromMs, long toMs) {
        return Punctuality.lateNanos(new DrySpell(fromMs * MS, toMs * MS), turns) / MS;
    }

    private static Turn turn(Who who, long fromMs, long toMs) {
        return new Turn(who, "words", fromMs, toMs, null, false);
    }

    private static CallResult heard(long... fromMs) {
        return new CallResult(
                "CA1",
                new CallResult.Ending(CallResult.By.CALLER, "hung up"),
                1,
                List.of(),
                Arrays.stream(fromMs).mapToObj(at -> new Span(at, at + 500)).toList(),
                List.of(),
                new CallResult.Counts(0, 0, 0, 0, 0),
                Delivery.NONE,
                new CallRecording());
    }

    private static CallReport report(List<Turn> turns, CallReport.ToolUse... tools) {
        return new CallReport(
                "CA1",
                "tenant",
                "twilio",
                "offline",
                "",
                "",
                NOON,
                NOON,
                NOON,
                "caller",
                "hung-up",
                false,
                null,
                0,
                turns,
                List.of(tools),
                new CallReport.Audio(0, 0, 0, 0),
                Map.of(),
                Map.of());
    }
}
