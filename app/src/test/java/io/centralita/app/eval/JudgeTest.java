package io.centralita.app.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.centralita.app.text.Messages;
import io.centralita.call.record.CallReport.Who;
import io.centralita.engine.offline.voice.EspeakSettings;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Judges made calls: a question from second 4 to 5, an acknowledgement and an answer after it.
class JudgeTest {
    private static final String GREETING = "Hola, soy el asistente de la red.";
    private static final String WAIT = "Déjame consultar esa información.";
    private static final String ANSWER = "En el router FIBRA OPTICA hay 221 clientes activos.";
    private static final String WRONG = "En el router FIBRA OPTICA hay 224 clientes activos.";

    @TempDir Path directory;

    private EspeakSynthesiser synthesiser;
    private MadeCall call;

    @BeforeEach
    void open() throws Exception {
        assumeTrue(EspeakSynthesiser.detect().available(), "espeak-ng is not installed");
        synthesiser = EspeakSynthesiser.open(EspeakSettings.DEFAULTS);
        call = new MadeCall(synthesiser);
    }

    @AfterEach
    void close() {
        if (synthesiser != null) {
            synthesiser.close();
        }
    }

    @Test
    void what_was_heard_in_time_is_found_where_it_was_heard() throws Exception {
        usual();

        var found = one("heard: [Un momento., Déjame consultar esa información.]\n within: 2 s");

        assertThat(found.passed()).as("%s", found).isTrue();
        assertThat(found.atMs()).isBetween(5_900L, 6_200L);
    }

    @Test
    void what_was_heard_too_late_fails_and_says_when() throws Exception {
        usual();

        var found = one("heard: Déjame consultar esa información.\n within: 500 ms");

        assertThat(found.passed()).isFalse();
        assertThat(words(found)).containsPattern("too late, at (5\\.9|6\\.)");
        assertThat(found.heard()).extracting("text").containsExactly(WAIT, ANSWER);
    }

    @Test
    void a_first_time_counts_although_a_second_one_is_more_alike() throws Exception {
        usual();
        call.says(20_000, Who.SWITCHBOARD, WAIT);

        assertThat(one("heard: Déjame consultar esa información.\n within: 2 s").passed()).isTrue();
    }

    @Test
    void what_was_heard_before_the_question_does_not_count() throws Exception {
        usual();

        assertThat(one("heard: Hola, soy el asistente de la red.").passed()).isFalse();
        assertThat(one("not-heard: Hola, soy el asistente de la red.").passed()).isTrue();
    }

    @Test
    void another_number_is_not_what_was_to_be_heard() throws Exception {
        usual();

        var found = one("heard: " + WRONG);

        assertThat(found.passed()).isFalse();
        assertThat(words(found)).contains("not heard (nearest likeness 0.");
        assertThat(one("not-heard: " + ANSWER).passed()).isFalse();
    }

    @Test
    void words_of_the_transcript_count_where_they_can_be_heard() throws Exception {
        usual();

        assertThat(one("says: 221 CLIENTES\n within: 5 s").passed()).isTrue();
        assertThat(one("says: /hay [0-9]+ clientes/\n who: assistant").passed()).isTrue();
        assertThat(one("says: /hay [0-9]+ clientes/\n who: switchboard").passed()).isFalse();
        assertThat(one("says: 221 clientes\n within: 1 s").passed()).isFalse();
        assertThat(one("not-says: 221 clientes").passed()).isFalse();
        assertThat(one("not-says: 999 clientes").passed()).isTrue();
    }

    @Test
    void words_that_were_cut_off_or_are_not_in_the_recording_were_not_said() throws Exception {
        usual();
        call.says(14_000, Who.ASSISTANT, "Todo va bien.", "Todo va bien y mejor.", true);
        call.says(17_000, Who.ASSISTANT, "", "Nadie oye esto.", false);

        assertThat(one("says: y mejor").passed()).isFalse();
        assertThat(one("says: Nadie oye esto").passed()).isFalse();
    }

    @Test
    void order_matters_where_it_is_asked_for() throws Exception {
        usual();

        assertThat(one("in-order: [consultar, 221]").passed()).isTrue();
        var found = one("in-order: [221, consultar]");
        assertThat(found.passed()).isFalse();
        assertThat(words(found)).contains("«consultar» does not come after");
    }

    @Test
    void what_the_caller_was_understood_to_say_is_that_of_his_own_step() throws Exception {
        usual();
        call.caller(1, 15_000, 16_000, "qué hora es");

        assertThat(one("understood: /cuántos clientes/").passed()).isTrue();
        assertThat(one("understood: qué hora es").passed()).isFalse();
    }

    @Test
    void the_right_answer_is_what_the_source_says_at_that_time() throws Exception {
        usual();
        call.sourceSays(5_000, "En el router FIBRA OPTICA hay 220 clientes activos.")
                .sourceSays(6_000, ANSWER)
                .sourceSays(20_000, WRONG);

        assertThat(one("answers-from: network\n within: 5 s").passed()).isTrue();
        assertThat(one("answers-from: network\n within: 2 s").passed()).isFalse();
    }

    @Test
    void a_figure_that_the_source_says_only_later_is_wrong() throws Exception {
        usual();
        call.sourceSays(5_000, WRONG).sourceSays(20_000, ANSWER);

        var found = one("answers-from: network");

        assertThat(found.passed()).isFalse();
        assertThat(words(found)).contains("the right answer was");
    }

    @Test
    void an_answer_that_stands_in_the_books_only_is_not_heard() throws Exception {
        call.caller(0, 4_000, 5_000, "cuántos clientes hay");
        call.says(8_000, Who.ASSISTANT, WRONG, ANSWER, false);
        call.sourceSays(5_000, ANSWER);

        assertThat(one("answers-from: network").passed()).isFalse();
    }

    @Test
    void silence_is_measured_in_the_recording_while_the_caller_waits() throws Exception {
        usual();
        call.claimsDeadAir(1_500);

        // 1 s after the question, 1 s before the answer; what comes after it is the caller's.
        assertThat(one("silence: 1.5 s").passed()).isTrue();
        var found = one("silence: 0.5 s");
        assertThat(found.passed()).isFalse();
        assertThat(words(found)).contains("1.0");
        assertThat(ofCall("silence: at most 1.5 s").passed()).isTrue();
    }

    @Test
    void a_report_that_claims_less_silence_than_was_heard_fails() throws Exception {
        usual();
        call.caller(1, 15_000, 16_000, "y ahora");
        call.says(18_500, Who.ASSISTANT, "Ahora también.");
        call.claimsDeadAir(300);

        var found = ofCall("silence: at most 5 s");

        assertThat(found.passed()).isFalse();
        assertThat(words(found)).contains("but the report claims 0.30 s");
    }

    @Test
    void an_assistant_who_talks_on_is_caught() throws Exception {
        var end = call.says(3_500, Who.ASSISTANT, ANSWER, ANSWER, true);
        call.caller(0, 4_000, 5_000, "perdona");

        assertThat(one("stops-within: 6 s").passed()).isTrue();
        var found = one("stops-within: 500 ms");
        assertThat(found.passed()).isFalse();
        assertThat(found.atMs()).isBetween(end - 200, end + 100);
    }

    @Test
    void an_assistant_who_did_not_speak_cannot_stop() throws Exception {
        usual();

        assertThat(words(one("stops-within: 1 s"))).contains("was not speaking");
    }

    @Test
    void tools_are_counted_by_name_outcome_and_arguments() throws Exception {
        usual();
        call.tool("a", "{\"q\":\"146\"}", "answered", 900).tool("b", "{}", "timed-out", 1);

        assertThat(ofCall("tools: {name: a, outcome: answered, count: 1}").passed()).isTrue();
        assertThat(ofCall("tools: {arguments: '146', count: 1}").passed()).isTrue();
        assertThat(ofCall("tools: {count: at least 3}").passed()).isFalse();
        assertThat(words(ofCall("tools: none"))).contains("a answered", "b timed-out");
    }

    @Test
    void who_ended_the_call_is_in_the_report() throws Exception {
        usual();

        assertThat(ofCall("ended-by: [assistant, caller]").passed()).isTrue();
        assertThat(ofCall("ended-by: caller\n reason: hung-up").passed()).isTrue();
        assertThat(ofCall("ended-by: caller\n reason: farewell").passed()).isFalse();
        assertThat(ofCall("ended-by: engine").passed()).isFalse();
    }

    @Test
    void nothing_is_said_twice_in_the_books_or_at_the_ear() throws Exception {
        usual();
        assertThat(ofCall("no-repeat: true").passed()).isTrue();

        call.says(15_000, Who.SWITCHBOARD, WAIT); // not twice running
        assertThat(ofCall("no-repeat: true").passed()).isTrue();

        call.says(20_000, Who.ASSISTANT, ANSWER, "", false); // heard, but not in the books
        assertThat(words(ofCall("no-repeat: true"))).contains("twice: «" + ANSWER);
    }

    @Test
    void the_switchboard_says_nothing_twice_running() throws Exception {
        usual();
        call.says(15_000, Who.SWITCHBOARD, WAIT);
        call.says(18_000, Who.SWITCHBOARD, WAIT);

        assertThat(ofCall("no-repeat: true").passed()).isFalse();
    }

    @Test
    void what_is_said_while_a_tool_runs_is_said_while_one_runs() throws Exception {
        usual();
        call.caller(1, 8_000, 8_500, "sigues ahí");
        call.tool("a", "{}", "answered", 3_500);
        assertThat(whileTool().passed()).isTrue();

        close();
        open();
        usual();
        call.caller(1, 8_000, 8_500, "sigues ahí");
        call.tool("a", "{}", "answered", 2_500);
        assertThat(words(whileTool())).contains("none ran at that time");
    }

    @Test
    void a_step_that_was_never_reached_fails_all_it_expects() throws Exception {
        call.says(0, Who.ASSISTANT, GREETING);

        assertThat(words(one("not-heard: algo"))).contains("before the caller came to this");
    }

    private void usual() throws Exception {
        call.says(500, Who.ASSISTANT, GREETING);
        call.caller(0, 4_000, 5_000, "cuántos clientes hay");
        var end = call.says(6_000, Who.SWITCHBOARD, WAIT);
        call.says(end + 1_000, Who.ASSISTANT, ANSWER);
    }

    private Finding one(String expectation) throws Exception {
        return call.judged(
                        directory,
                        """
                        name: made
                        steps:
                          - say: ¿Cuántos clientes hay?
                            expect:
                              - %s
                        """
                                .formatted(expectation.replace("\n ", "\n        ")))
                .getLast();
    }

    private Finding ofCall(String expectation) throws Exception {
        return call.judged(
                        directory,
                        """
                        name: made
                        steps:
                          - say: ¿Cuántos clientes hay?
                        expect:
                          - %s
                        """
                                .formatted(expectation.replace("\n ", "\n    ")))
                .getLast();
    }

    private Finding whileTool() throws Exception {
        return call.judged(
                        directory,
                        """
                        name: made
                        steps:
                          - say: ¿Cuántos clientes hay?
                          - say: ¿Sigues ahí?
                            while: tool
                        expect:
                          - ended-by: caller
                        """)
                .getFirst();
    }

    private static String words(Finding finding) {
        var messages = Messages.in(Locale.ENGLISH);
        return finding.expected().text(messages) + ": " + finding.found().text(messages);
    }
}
