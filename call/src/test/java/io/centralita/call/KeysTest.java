package io.centralita.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.CallRig.Heard;
import io.centralita.call.Command.PassOn;
import io.centralita.call.Command.SendToolResult;
import io.centralita.call.engine.Ask;
import io.centralita.call.engine.Conduct;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.engine.TurnTaking;
import io.centralita.call.leg.CallEnd;
import io.centralita.call.reception.CallSettings;
import io.centralita.call.reception.KeyMenu;
import io.centralita.call.record.CallReport.ToolUse;
import io.centralita.call.record.CallReport.Turn;
import io.centralita.call.tool.ReadDigitsTool;
import io.centralita.call.tool.ToolCall;
import io.centralita.call.transfer.Destination;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What becomes of the keys that a caller presses.
class KeysTest {
    private static final Destination DESK = new Destination("recepción", "+34910000009");
    private static final KeyMenu MENU =
            new KeyMenu(
                    Map.of(
                            '0', new KeyMenu.Action.PutThrough(DESK),
                            '1', new KeyMenu.Action.Say("Quiero pagar mi factura")));

    private CallRig rig = rig(CallRig.settings()).greeted();

    @Test
    void keys_that_nobody_waits_for_are_said_to_the_assistant_after_a_pause() {
        rig.press("123");
        rig.pass(1_960);
        assertThat(asked()).isEmpty();
        rig.pass(40);
        assertThat(asked()).containsExactly(said("[keypad] 123"), new Ask.Respond(""));
        rig.pass(2_300);
        assertThat(rig.phrases()).containsExactly(Phrase.ONE_MOMENT); // an answer is owed
    }

    @Test
    void the_hash_key_ends_an_entry_and_alone_it_is_one() {
        rig.press("45#");
        assertThat(asked()).containsExactly(said("[keypad] 45"), new Ask.Respond(""));
        rig.press("#");
        assertThat(asked()).contains(said("[keypad] #"));
    }

    @Test
    void so_many_keys_are_enough() {
        rig.press("1".repeat(33));
        assertThat(asked())
                .containsExactly(said("[keypad] " + "1".repeat(32)), new Ask.Respond(""));
        rig.pass(2_000);
        assertThat(asked()).contains(said("[keypad] 1"));
    }

    @Test
    void keys_that_nobody_waits_for_do_not_interrupt() {
        rig.say(1_000);
        rig.pass(200);
        rig.press("7#");
        rig.pass(1_000);
        assertThat(audible()).isEqualTo((500 + 1_000) / 20);
    }

    @Test
    void a_tool_gets_what_is_keyed_in() {
        reads("r1", "{\"purpose\":\"customer number\",\"max_digits\":6}");
        rig.press("1234");
        rig.pass(1_000);
        assertThat(results()).isEmpty();
        rig.press("56");
        assertThat(results())
                .containsExactly(new SendToolResult("r1", "The caller pressed: 123456"));
        assertThat(asked()).isEmpty();
        assertThat(rig.phrases()).isEmpty();
        assertThat(rig.told())
                .hasAtLeastOneElementOfType(Command.NoteToolStarted.class)
                .hasAtLeastOneElementOfType(Command.NoteTool.class);
    }

    @Test
    void an_entry_ends_by_its_own_key_or_by_a_pause() {
        reads("r1", "{\"purpose\":\"PIN\",\"terminator\":\"*\"}");
        rig.press("12#4*");
        assertThat(results()).containsExactly(new SendToolResult("r1", "The caller pressed: 12#4"));

        rig.engine(new EngineEvent.ReplyFinished());
        reads("r2", "{\"purpose\":\"PIN\",\"terminator\":\"none\"}");
        rig.press("9#");
        rig.pass(2_000);
        assertThat(results().getLast())
                .isEqualTo(new SendToolResult("r2", "The caller pressed: 9#"));
    }

    @Test
    void the_first_key_interrupts_what_asks_for_it() {
        reads("r1", "{\"purpose\":\"PIN\"}");
        rig.say(2_000);
        rig.pass(1_000);
        rig.press("4");
        rig.pass(1_000);
        assertThat(audible()).isEqualTo((500 + 980) / 20);
        assertThat(asked()).containsExactly(new Ask.Cancel());
        assertThat(rig.told()).anyMatch(Command.TellInterrupted.class::isInstance);
        rig.press("21#");
        assertThat(results()).containsExactly(new SendToolResult("r1", "The caller pressed: 421"));
    }

    @Test
    void who_presses_nothing_is_neither_filled_nor_asked_and_the_assistant_hears_of_it() {
        reads("r1", "{\"purpose\":\"PIN\"}");
        rig.say(4_000); // what to enter
        rig.pass(4_000 + 14_900);
        assertThat(results()).isEmpty();
        assertThat(rig.phrases()).isEmpty();
        rig.pass(200);
        assertThat(results()).hasSize(1);
        assertThat(results().getFirst().output()).contains("entered nothing");
        assertThat(rig.report().tools()).extracting(ToolUse::outcome).containsExactly("timed-out");
    }

    @Test
    void who_says_it_instead_is_understood() {
        reads("r1", "{\"purpose\":\"customer number\"}");
        rig.callerSpeaks(800, "es el uno dos tres");
        assertThat(results()).hasSize(1);
        assertThat(results().getFirst().output()).contains("they spoke instead");
        rig.press("5#"); // nobody waits any more
        assertThat(asked()).contains(said("[keypad] 5"));
    }

    @Test
    void late_words_of_the_turn_before_are_not_said_instead() {
        reads("r1", "{\"purpose\":\"customer number\"}");
        rig.engine(new EngineEvent.CallerSaid("quiero dar mi número"));
        assertThat(results()).isEmpty();
        rig.press("12#");
        assertThat(results()).containsExactly(new SendToolResult("r1", "The caller pressed: 12"));
    }

    @Test
    void who_speaks_along_with_the_keys_is_still_keying_in() {
        reads("r1", "{\"purpose\":\"customer number\"}");
        rig.press("12");
        rig.callerSpeaks(800, "uno dos tres");
        rig.press("3#");
        assertThat(results()).containsExactly(new SendToolResult("r1", "The caller pressed: 123"));
    }

    @Test
    void noise_is_not_said_instead_and_does_not_wait_for_ever() {
        reads("r1", "{\"purpose\":\"PIN\"}");
        for (int i = 0; i < 20 && results().isEmpty(); i++) {
            rig.callerSpeaks(4_000, "");
            rig.engine(new EngineEvent.ReplyFinished());
            rig.pass(4_000);
        }
        assertThat(results()).hasSize(1);
        assertThat(rig.ms()).isBetween(120_000L, 130_000L);
    }

    @Test
    void keys_pressed_before_the_tool_waits_count() {
        rig.press("12");
        reads("r1", "{\"purpose\":\"choice\",\"max_digits\":2}");
        assertThat(results()).containsExactly(new SendToolResult("r1", "The caller pressed: 12"));
    }

    @Test
    void there_is_one_entry_at_a_time_and_wrong_arguments_are_told() {
        reads("r1", "{\"purpose\":\"PIN\"}");
        reads("r2", "{\"purpose\":\"customer number\"}");
        assertThat(results().getLast().toolCallId()).isEqualTo("r2");
        assertThat(results().getLast().output()).contains("already");
        reads("r3", "{\"purpose\":\"PIN\",\"max_digits\":99}");
        assertThat(results().getLast().toolCallId()).isEqualTo("r3");
        assertThat(results()).noneMatch(result -> result.toolCallId().equals("r1"));
    }

    @Test
    void a_cancelled_entry_is_over() {
        reads("r1", "{\"purpose\":\"PIN\"}");
        rig.engine(new EngineEvent.ToolRequested(new ToolCall("c1", "cancel_lookups", "{}")));
        assertThat(results()).extracting(SendToolResult::toolCallId).contains("r1", "c1");
        rig.press("12#");
        assertThat(asked()).contains(said("[keypad] 12"));
    }

    @Test
    void a_secret_is_hidden_wherever_it_turns_up() {
        reads("r1", "{\"purpose\":\"PIN\"}");
        rig.press("4711#");
        rig.engine(
                new EngineEvent.ToolRequested(
                        new ToolCall("t1", "check", "{\"pin\":\"4711\",\"id\":\"147112\"}")));
        rig.toolAnswers("t1");
        var id = rig.say(300);
        rig.engine(new EngineEvent.AssistantSaid(id, "Ha marcado 4 7 1 1."));
        rig.pass(400);
        assertThat(rig.report().toString()).doesNotContain("4711\"").doesNotContain("4 7 1 1");
        assertThat(rig.report().turns())
                .extracting(Turn::text)
                .contains("[keypad] ••••", "Ha marcado ••••.");
    }

    @Test
    void a_short_secret_is_hidden_where_it_was_keyed_in() {
        reads("r1", "{\"purpose\":\"PIN\"}");
        rig.press("47#");
        assertThat(rig.report().turns()).extracting(Turn::text).contains("[keypad] ••••");
    }

    @Test
    void what_is_no_secret_is_shown() {
        reads("r1", "{\"purpose\":\"choice\",\"secret\":false}");
        rig.press("4711#");
        assertThat(rig.report().turns()).extracting(Turn::text).contains("[keypad] 4711");
    }

    @Test
    void a_key_of_the_menu_speaks_for_the_caller_and_interrupts() {
        rig = rig(CallRig.settings().with(MENU)).greeted();
        rig.say(2_000);
        rig.pass(500);
        rig.press("1");
        assertThat(asked())
                .containsExactly(
                        new Ask.Cancel(), said("Quiero pagar mi factura"), new Ask.Respond(""));
        rig.pass(500);
        assertThat(audible()).isEqualTo((500 + 480) / 20);
    }

    @Test
    void a_key_of_the_menu_puts_the_caller_through() {
        rig = rig(CallRig.settings().with(MENU)).greeted();
        rig.say(2_000);
        rig.pass(500);
        rig.press("0");
        rig.pass(3_000);
        assertThat(rig.phrases()).containsExactly(Phrase.TRANSFERRING);
        var end = rig.end();
        assertThat(end.by()).isEqualTo(CallEnd.By.ASSISTANT);
        var onward = Objects.requireNonNull(end.onward());
        assertThat(onward.to()).isEqualTo(DESK);
        assertThat(onward.caller().callId()).isEqualTo("c1");
        assertThat(onward.history()).contains(new HistoryEntry.CallerSaid("[keypad] 0"));
    }

    @Test
    void a_key_of_the_menu_within_an_entry_is_part_of_it() {
        rig = rig(CallRig.settings().with(MENU)).greeted();
        rig.press("201#");
        assertThat(asked()).containsExactly(said("[keypad] 201"), new Ask.Respond(""));
        reads("r1", "{\"purpose\":\"PIN\"}");
        rig.press("01#");
        assertThat(results()).containsExactly(new SendToolResult("r1", "The caller pressed: 01"));
    }

    @Test
    void keys_are_a_sign_of_life_and_nothing_is_done_with_them_once_the_call_ends() {
        rig.pass(9_000);
        rig.press("5#");
        rig.engine(new EngineEvent.ReplyFinished());
        rig.pass(9_000);
        assertThat(rig.phrases()).isEmpty();
        rig.decide(new CallEvent.EndRequested(new CallEnd(CallEnd.By.SWITCHBOARD, "closing-down")));
        rig.press("1#");
        assertThat(asked()).doesNotContain(said("[keypad] 1"));
    }

    @Test
    void a_time_on_hold_is_not_taken_from_the_entry() {
        reads("r1", "{\"purpose\":\"PIN\"}");
        rig.pass(10_000);
        rig.hold(true);
        rig.pass(60_000);
        rig.hold(false);
        rig.pass(14_000);
        assertThat(results()).isEmpty();
        rig.pass(2_000);
        assertThat(results()).hasSize(1);
    }

    private static CallRig rig(CallSettings settings) {
        var conduct =
                new Conduct(
                        "",
                        "",
                        List.of(new ReadDigitsTool().definition()),
                        TurnTaking.AUTOMATIC,
                        true);
        return new CallRig(settings, Duration.ZERO, conduct, _ -> true);
    }

    /// The assistant wants keys; it has nothing else to say.
    private void reads(String id, String arguments) {
        rig.engine(new EngineEvent.ToolRequested(new ToolCall(id, ReadDigitsTool.NAME, arguments)));
        rig.engine(new EngineEvent.ReplyFinished());
    }

    private List<Ask> asked() {
        return rig.told().stream()
                .filter(PassOn.class::isInstance)
                .map(command -> ((PassOn) command).ask())
                .toList();
    }

    private List<SendToolResult> results() {
        return rig.told().stream()
                .filter(SendToolResult.class::isInstance)
                .map(SendToolResult.class::cast)
                .toList();
    }

    private long audible() {
        return rig.heard().stream().filter(Heard::audible).count();
    }

    private static Ask said(String text) {
        return new Ask.Add(new HistoryEntry.CallerSaid(text));
    }
}
