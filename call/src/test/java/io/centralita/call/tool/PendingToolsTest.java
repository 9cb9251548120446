package io.centralita.call.tool;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.tool.PendingTools.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PendingToolsTest {
    private static final long PATIENCE_NANOS = ofSeconds(10).toNanos();

    private PendingTools books = new PendingTools(ofSeconds(10));
    private int ids;

    @Test
    void what_is_being_looked_up_already_waits_for_the_same_result() {
        assertThat(ask("{\"pregunta\": \"x\", \"timeout\": 5}")).isEqualTo(new Verdict.Run());
        assertThat(ask("{\"timeout\":5,\"pregunta\":\"x\"}")).isEqualTo(new Verdict.Shared());
        assertThat(ask("{\"pregunta\": \"y\", \"timeout\": 5}")).isEqualTo(new Verdict.Run());

        assertThat(books.ended("1")).containsExactly("1", "2");
        assertThat(books.ended("1")).isEmpty();
        assertThat(books.ended("2")).isEmpty();
        assertThat(books.isEmpty()).isFalse();
    }

    @Test
    void what_was_looked_up_before_is_looked_up_again() {
        ask("{}");
        books.ended("1");

        assertThat(ask("{}")).isEqualTo(new Verdict.Run());
    }

    @Test
    void arguments_that_are_no_json_are_alike_when_they_are_equal() {
        assertThat(ask("{oops")).isEqualTo(new Verdict.Run());
        assertThat(ask("{oops ")).isEqualTo(new Verdict.Shared());
        assertThat(ask("")).isEqualTo(new Verdict.Run());
        assertThat(ask("{ }")).isEqualTo(new Verdict.Shared());
    }

    @Test
    void an_id_that_comes_again_is_not_answered_again() {
        var call = new ToolCall("1", "ask", "{}");
        books.asked(call, 0);
        assertThat(books.asked(call, 0)).isEqualTo(new Verdict.Known());
        books.ended("1");
        assertThat(books.asked(call, 0)).isEqualTo(new Verdict.Known());
        assertThat(books.passedThrough(call, 0)).isEqualTo(new Verdict.Known());
    }

    @Test
    void the_same_question_is_refused_from_the_fourth_time_until_the_caller_speaks() {
        for (int i = 1; i <= PendingTools.MOST_ALIKE; i++) {
            assertThat(ask("{}")).isEqualTo(new Verdict.Run());
            books.ended("" + i);
        }
        assertThat(ask("{}"))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> {
                            assertThat(refused.why()).isEqualTo("repeated");
                            assertThat(refused.result().output()).isEqualTo(PendingTools.ENOUGH);
                        });
        assertThat(ask("{\"pregunta\": \"z\"}")).isEqualTo(new Verdict.Run());

        books.callerSpoke();

        assertThat(ask("{}")).isEqualTo(new Verdict.Run());
    }

    @Test
    void the_thirteenth_question_of_a_turn_is_refused() {
        for (int i = 1; i <= PendingTools.MOST; i++) {
            assertThat(ask("{\"n\": %d}".formatted(i))).isEqualTo(new Verdict.Run());
        }
        assertThat(ask("{\"n\": 99}"))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.why()).isEqualTo("too-many"));
    }

    @Test
    void tools_that_others_answer_for_are_run_however_often_they_are_asked_for() {
        for (int i = 0; i < 50; i++) {
            assertThat(books.passedThrough(new ToolCall("p" + i, "ask", "{}"), 0))
                    .isEqualTo(new Verdict.Run());
        }
    }

    @Test
    void what_nobody_reports_on_is_late_at_its_deadline() {
        books.asked(new ToolCall("1", "ask", "{}"), 100);

        assertThat(books.nextDeadline()).isEqualTo(100 + PATIENCE_NANOS);
        assertThat(books.late(new ToolOutcome.TimedOut(), "", 99 + PATIENCE_NANOS)).isEmpty();
        assertThat(books.late(new ToolOutcome.TimedOut(), "", 100 + PATIENCE_NANOS))
                .singleElement()
                .satisfies(result -> assertThat(result.took()).isEqualTo(ofSeconds(10)));
    }

    /// Whatever is asked, reported, cancelled and late in whatever order: one output for each id.
    @Property(tries = 5_000)
    void each_call_id_gets_exactly_one_output(@ForAll long seed) {
        books = new PendingTools(ofSeconds(10));
        var random = new Random(seed);
        var outputs = new HashMap<String, Integer>();
        var asked = new ArrayList<String>();
        var running = new ArrayList<String>();
        long now = 0;
        for (int step = 0; step < 60; step++) {
            now += random.nextLong(PATIENCE_NANOS / 4);
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> {
                    var again = !asked.isEmpty() && random.nextInt(6) == 0;
                    var id = again ? pick(asked, random) : "id" + step;
                    var call = new ToolCall(id, "t" + random.nextInt(2), args(random));
                    var verdict =
                            random.nextInt(10) == 0
                                    ? books.passedThrough(call, now)
                                    : books.asked(call, now);
                    assertThat(verdict instanceof Verdict.Known).isEqualTo(again);
                    if (!again) {
                        asked.add(id);
                    }
                    switch (verdict) {
                        case Verdict.Run() -> running.add(id);
                        case Verdict.Refused(var result, _) ->
                                count(outputs, List.of(result.call().id()));
                        case Verdict.Known(), Verdict.Shared() -> {}
                    }
                }
                case 3, 4 -> { // a runner reports, perhaps what the call has given up
                    if (!running.isEmpty()) {
                        count(outputs, books.ended(pick(running, random)));
                    }
                }
                case 5 -> endAll(books.late(new ToolOutcome.TimedOut(), "", now), outputs);
                case 6 -> endAll(books.all(new ToolOutcome.Cancelled(), "", now), outputs);
                default -> books.callerSpoke();
            }
            assertThat(outputs.values()).allMatch(times -> times == 1);
        }
        endAll(books.all(new ToolOutcome.Cancelled(), "", now), outputs);
        assertThat(outputs).hasSize(asked.size()).containsOnlyKeys(asked);
        assertThat(books.isEmpty()).isTrue();
        assertThat(books.nextDeadline()).isEqualTo(Long.MAX_VALUE);
    }

    private void endAll(List<ToolResult> results, Map<String, Integer> outputs) {
        results.forEach(result -> count(outputs, books.ended(result.call().id())));
    }

    private static void count(Map<String, Integer> outputs, List<String> ids) {
        ids.forEach(id -> outputs.merge(id, 1, Integer::sum));
    }

    private static String args(Random random) {
        return random.nextBoolean() ? "{\"a\":%d,\"b\":1}".formatted(random.nextInt(2)) : "{}";
    }

    private static String pick(List<String> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }

    private Verdict ask(String arguments) {
        ids++;
        return books.asked(new ToolCall("" + ids, "ask", arguments), 0);
    }
}
