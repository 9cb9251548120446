package io.centralita.call.tool;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.tool.PendingTools.Verdict;
import org.junit.jupiter.api.Test;

/// What a caller has to agree to before it is done.
class ConfirmationsTest {
    private static final String ASKED = "{\"client\": \"ana\", \"amount\": 5}";
    private static final String AGREED = "{\"confirmed\":true,\"amount\":5,\"client\":\"ana\"}";

    private final PendingTools books = new PendingTools(ofSeconds(10));
    private int ids;

    @Test
    void it_is_done_once_the_caller_was_asked_and_has_spoken() {
        assertThat(why(ASKED)).isEqualTo("unconfirmed");
        books.callerSpoke();

        assertThat(ask(AGREED)).isEqualTo(new Verdict.Run());
    }

    @Test
    void a_model_that_says_so_without_a_turn_of_the_callers_gets_nowhere() {
        assertThat(feedback(AGREED)).isEqualTo(Confirmations.ASK_FIRST);
        assertThat(feedback(AGREED)).isEqualTo(Confirmations.NOT_ANSWERED);
        assertThat(feedback("{\"client\":\"ana\",\"amount\":5,\"confirmed\":\"true\"}"))
                .isEqualTo(Confirmations.NOT_ANSWERED);
    }

    @Test
    void the_first_wish_is_never_granted_whenever_the_caller_spoke_before() {
        books.callerSpoke();
        assertThat(feedback(AGREED)).isEqualTo(Confirmations.ASK_FIRST);
    }

    @Test
    void other_arguments_are_another_matter() {
        why(ASKED);
        books.callerSpoke();

        assertThat(feedback("{\"client\":\"ana\",\"amount\":500,\"confirmed\":true}"))
                .isEqualTo(Confirmations.ASK_FIRST);
    }

    @Test
    void an_answer_of_the_callers_alone_is_no_agreement() {
        why(ASKED);
        books.callerSpoke();

        assertThat(feedback(ASKED)).isEqualTo(Confirmations.ASK_FIRST);
        assertThat(feedback("{\"client\":\"ana\",\"amount\":5,\"confirmed\":false}"))
                .isEqualTo(Confirmations.ASK_FIRST);
        assertThat(ask(AGREED)).isEqualTo(new Verdict.Run());
    }

    @Test
    void an_agreement_serves_once() {
        why(ASKED);
        books.callerSpoke();
        ask(AGREED);
        books.ended("2");
        books.callerSpoke();

        assertThat(feedback(AGREED)).isEqualTo(Confirmations.ASK_FIRST);
    }

    @Test
    void a_proposal_is_forgotten_when_the_talk_has_moved_on() {
        why(ASKED);
        for (int turn = 0; turn <= Confirmations.LIVES_FOR_TURNS; turn++) {
            books.callerSpoke();
        }
        assertThat(feedback(AGREED)).isEqualTo(Confirmations.ASK_FIRST);
    }

    @Test
    void arguments_that_are_no_object_are_never_agreed_to() {
        for (var text : new String[] {"", "true", "{oops", "[1]"}) {
            assertThat(why(text)).as(text).isEqualTo("unconfirmed");
            books.callerSpoke();
            assertThat(why(text)).as(text).isEqualTo("unconfirmed");
            books.callerSpoke();
        }
    }

    private Verdict ask(String arguments) {
        ids++;
        return books.asked(new ToolCall("" + ids, "pay", arguments), true, 0);
    }

    private String why(String arguments) {
        return ask(arguments) instanceof Verdict.Refused(_, var why) ? why : "run";
    }

    private String feedback(String arguments) {
        return ask(arguments) instanceof Verdict.Refused(var result, _) ? result.output() : "run";
    }
}
