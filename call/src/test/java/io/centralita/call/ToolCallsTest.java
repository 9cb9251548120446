package io.centralita.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.Command.CancelTool;
import io.centralita.call.Command.NoteWithheld;
import io.centralita.call.Command.RunTool;
import io.centralita.call.Command.SendToolResult;
import io.centralita.call.engine.Conduct;
import io.centralita.call.engine.TurnTaking;
import io.centralita.call.leg.LegInfo;
import io.centralita.call.record.CallReport;
import io.centralita.call.record.CallReport.ToolUse;
import io.centralita.call.text.BundledTexts;
import io.centralita.call.text.LocalizedText;
import io.centralita.call.tool.CancelLookups;
import io.centralita.call.tool.ToolCall;
import io.centralita.call.tool.ToolDeadlines;
import io.centralita.call.tool.ToolDefinition;
import io.centralita.call.tool.ToolOutcome;
import io.centralita.call.tool.ToolResult;
import io.centralita.call.tool.ToolResultProcessor;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ToolCallsTest {
    private static final Conduct TELEPHONE =
            new Conduct("", "", List.of(), TurnTaking.AUTOMATIC, true);
    private static final String DROPPED = "De acuerdo, dejo esa consulta.";

    private final CallJournal journal =
            new CallJournal(
                    new LegInfo("fake", "c1", "", "", Map.of()),
                    "default",
                    "scripted",
                    VirtualTime.START,
                    0);
    private final ToolCalls tools =
            new ToolCalls(
                    Locale.of("es"),
                    ToolDeadlines.of(Duration.ofSeconds(60)),
                    journal,
                    new ToolResultProcessor(new BundledTexts()));

    @Test
    void a_question_that_is_being_looked_up_already_is_run_once_and_answered_twice() {
        assertThat(ask("1", "ask")).containsExactly(new RunTool(call("1", "ask")));
        assertThat(ask("2", "ask"))
                .containsExactly(new NoteWithheld(call("2", "ask"), "duplicate"));

        assertThat(tools.ended(answered("1", "ask")))
                .containsExactly(new SendToolResult("1", "221"), new SendToolResult("2", "221"));
        assertThat(uses()).extracting(ToolUse::outcome).containsExactly("answered");
    }

    @Test
    void a_model_that_goes_round_in_circles_is_told_to_answer() {
        for (var id : List.of("1", "2", "3")) {
            ask(id, "ask");
            tools.ended(answered(id, "ask"));
        }
        assertThat(ask("4", "ask"))
                .containsExactly(
                        new NoteWithheld(call("4", "ask"), "repeated"),
                        new SendToolResult(
                                "4",
                                "Not run, you have asked for enough. Answer with what you have."));
        assertThat(uses().getLast().outcome()).isEqualTo("refused");
    }

    @Test
    void what_changes_something_is_run_once_the_caller_was_asked_and_has_spoken() {
        var pay =
                new ToolDefinition(
                        "pay",
                        "",
                        CancelLookups.definition().parameters(),
                        LocalizedText.NONE,
                        true);
        var conduct = new Conduct("", "", List.of(pay), TurnTaking.AUTOMATIC, true);
        var first = new ToolCall("1", "pay", "{\"to\":\"ana\"}");
        var agreed = new ToolCall("2", "pay", "{\"to\":\"ana\",\"confirmed\":true}");

        var asked = tools.requested(first, conduct, 0);

        assertThat(asked).hasSize(2).first().isEqualTo(new NoteWithheld(first, "unconfirmed"));
        assertThat(asked.getLast())
                .isInstanceOfSatisfying(
                        SendToolResult.class,
                        sent -> assertThat(sent.toString()).contains("ask whether they agree"));
        assertThat(uses().getLast().outcome()).isEqualTo("refused");
        tools.callerSpoke();
        assertThat(tools.requested(agreed, conduct, 0)).containsExactly(new RunTool(agreed));
    }

    @Test
    void what_is_cancelled_is_answered_before_the_cancellation() {
        ask("1", "ask");
        ask("2", "look");
        ask("3", "look");

        assertThat(ask("4", CancelLookups.NAME))
                .containsExactly(
                        new SendToolResult("1", DROPPED),
                        new CancelTool("1"),
                        new SendToolResult("2", DROPPED),
                        new SendToolResult("3", DROPPED),
                        new CancelTool("2"),
                        new SendToolResult(
                                "4", "Cancelled: 2. Tell the caller so in a few words."));
        assertThat(tools.size()).isZero();
        assertThat(tools.ended(answered("1", "ask"))).isEmpty();
        assertThat(uses())
                .extracting(ToolUse::outcome)
                .containsExactly("cancelled", "cancelled", "answered");
    }

    @Test
    void a_question_asked_again_after_it_was_cancelled_is_looked_up() {
        ask("1", "ask");
        ask("2", CancelLookups.NAME);

        assertThat(ask("3", "ask")).containsExactly(new RunTool(call("3", "ask")));
    }

    @Test
    void with_nothing_to_cancel_the_model_is_told_so() {
        assertThat(ask("1", CancelLookups.NAME))
                .containsExactly(new SendToolResult("1", "Nothing was being looked up."));
    }

    @Test
    void a_tool_of_that_name_that_somebody_brings_is_run() {
        var own =
                new ToolDefinition(CancelLookups.NAME, "", CancelLookups.definition().parameters());
        var conduct = new Conduct("", "", List.of(own), TurnTaking.AUTOMATIC, true);
        var call = call("1", CancelLookups.NAME);

        assertThat(tools.requested(call, conduct, 0)).containsExactly(new RunTool(call));
    }

    @Test
    void a_peer_that_runs_its_tools_itself_may_ask_as_it_likes() {
        var theirs =
                new Conduct("", "", List.of(), new TurnTaking(true, true, true, false, null), true);
        for (var id : List.of("1", "2", "3", "4", "5")) {
            assertThat(tools.requested(call(id, "ask"), theirs, 0))
                    .containsExactly(new RunTool(call(id, "ask")));
        }
    }

    @Test
    void a_runner_that_never_reports_is_answered_for_with_all_that_wait_for_it() {
        ask("1", "ask");
        ask("2", "ask");
        var deadline = tools.nextDeadline();

        assertThat(tools.late(deadline - 1)).isEmpty();
        assertThat(tools.late(deadline))
                .extracting(command -> ((SendToolResult) command).toolCallId())
                .containsExactly("1", "2");
        assertThat(tools.late(deadline)).isEmpty();
    }

    private List<Command> ask(String id, String tool) {
        return tools.requested(call(id, tool), TELEPHONE, 0);
    }

    private List<ToolUse> uses() {
        return journal.report(new CallReport.Audio(0, 0, 0, 0)).tools();
    }

    private static ToolCall call(String id, String tool) {
        return new ToolCall(id, tool, "{}");
    }

    private static ToolResult answered(String id, String tool) {
        return new ToolResult(
                call(id, tool), new ToolOutcome.Answered("221"), "221", Duration.ZERO);
    }
}
