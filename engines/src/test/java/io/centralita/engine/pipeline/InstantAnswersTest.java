package io.centralita.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class InstantAnswersTest {
    private static final Locale SPANISH = Locale.of("es", "MX");

    /// More than any pool holds.
    private static final int MANY = 60;

    private static List<String> answers(Locale language, Remark remark, int running) {
        var answers = new InstantAnswers(language, 3);
        var all = new ArrayList<String>();
        for (int i = 0; i < MANY; i++) {
            all.add(answers.to(remark, running));
        }
        return all;
    }

    @ParameterizedTest
    @EnumSource(
            value = Remark.class,
            mode = Mode.EXCLUDE,
            names = {"CANCEL", "CANCEL_FOR_ANOTHER", "GOODBYE"})
    void every_sentence_says_how_much_is_running_with_the_right_plural(Remark remark) {
        assertThat(answers(SPANISH, remark, 1))
                .allSatisfy(text -> assertThat(text).contains("Tengo 1 herramienta ejecutándose."));
        assertThat(answers(SPANISH, remark, 2))
                .allSatisfy(
                        text -> assertThat(text).contains("Tengo 2 herramientas ejecutándose."));
        assertThat(answers(Locale.US, remark, 1))
                .allSatisfy(text -> assertThat(text).contains("I have 1 tool running."));
        assertThat(answers(Locale.US, remark, 3))
                .allSatisfy(
                        text ->
                                assertThat(text)
                                        .contains("I have 3 tools running.")
                                        .doesNotContain("{", "''"));
    }

    @ParameterizedTest
    @EnumSource(names = {"QUESTION", "OTHER"})
    void what_is_asked_meanwhile_is_noted_and_an_answer_promised(Remark remark) {
        assertThat(answers(SPANISH, remark, 1))
                .allSatisfy(text -> assertThat(text).containsIgnoringCase("te respondo en cuanto"));
        assertThat(answers(Locale.ENGLISH, remark, 1))
                .allSatisfy(text -> assertThat(text).contains("as soon as"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Remark.class,
            mode = Mode.EXCLUDE,
            names = {"CANCEL", "CANCEL_FOR_ANOTHER", "GOODBYE"})
    void nothing_is_repeated_before_all_was_said_and_never_twice_running(Remark remark) {
        for (var language : List.of(SPANISH, Locale.ENGLISH)) {
            var said = answers(language, remark, 1);
            int size = new HashSet<>(said).size();
            assertThat(size).isGreaterThanOrEqualTo(5);
            for (int round = 0; round + size <= MANY; round += size) {
                assertThat(said.subList(round, round + size)).doesNotHaveDuplicates();
            }
            for (int i = 1; i < MANY; i++) {
                assertThat(said.get(i)).isNotEqualTo(said.get(i - 1));
            }
        }
    }

    @Test
    void what_was_cancelled_is_counted() {
        var spanish = new InstantAnswers(SPANISH, 1);
        var english = new InstantAnswers(Locale.ENGLISH, 1);
        for (int i = 0; i < 8; i++) {
            assertThat(spanish.cancelled(1)).contains("cancelad").doesNotContain("consultas", "{");
            assertThat(spanish.cancelled(2)).contains("2 consultas");
            assertThat(english.cancelled(1)).contains("cancelled").doesNotContain("lookups", "''");
            assertThat(english.cancelled(3)).contains("3 lookups");
        }
    }

    @Test
    void the_order_differs_from_call_to_call() {
        var orders = new HashSet<List<String>>();
        for (int seed = 0; seed < 10; seed++) {
            var pool = new SentencePool(List.of("a", "b", "c", "d", "e"), new Random(seed));
            orders.add(List.of(pool.next(), pool.next(), pool.next()));
        }
        assertThat(orders).hasSizeGreaterThan(3);
    }
}
