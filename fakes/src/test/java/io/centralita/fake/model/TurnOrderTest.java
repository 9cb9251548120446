package io.centralita.fake.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.fake.model.ModelResponse.Details;
import io.centralita.fake.model.ModelResponse.Status;
import io.centralita.fake.model.Script.Step;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What comes after what.
final class TurnOrderTest {
    private static final Brain HELLO = _ -> Script.say("Hello there.", 240);

    @Test
    void a_turn_has_the_events_of_the_protocol_page_in_its_order() {
        var talk = new Talk(HELLO);
        talk.model.callerStarts(1_120);
        talk.model.callerStops(2_640);
        talk.model.runToEnd();
        assertThat(talk.names())
                .containsExactly(
                        "SpeechStarted",
                        "SpeechStopped",
                        "AudioCommitted",
                        "ItemAdded",
                        "ItemDone",
                        "ResponseCreated",
                        "RateLimitsUpdated",
                        "OutputItemAdded",
                        "ItemAdded",
                        "ContentPartAdded",
                        "TranscriptDelta",
                        "AudioDelta",
                        "AudioDelta",
                        "AudioDone",
                        "TranscriptDone",
                        "ContentPartDone",
                        "ItemDone",
                        "OutputItemDone",
                        "ResponseDone");
        assertThat(talk.last(ServerEvent.SpeechStarted.class).audioStartMs()).isEqualTo(820);
        assertThat(talk.model.committed().getFirst().audioMs()).isEqualTo(1_820);
        assertThat(talk.last(ServerEvent.ResponseDone.class).response().status())
                .isEqualTo(Status.COMPLETED);
    }

    @Test
    void every_step_emits_one_event() {
        var talk = new Talk(HELLO);
        talk.respond();
        int steps = 0;
        int before = talk.events.size();
        while (talk.model.step()) {
            steps++;
            assertThat(talk.events).hasSize(before + steps);
        }
        assertThat(steps).isEqualTo(12);
    }

    @Test
    void a_function_call_is_told_three_times() {
        var talk = new Talk(_ -> Script.call("check_line", "{\"customer\":\"8841\"}"));
        talk.respond();
        talk.model.runToEnd();
        var done = talk.last(ServerEvent.ArgumentsDone.class);
        var item = talk.last(ServerEvent.OutputItemDone.class).item();
        assertThat(done.name()).isEqualTo("check_line");
        assertThat(item)
                .isEqualTo(
                        new Item.FunctionCall(
                                done.itemId(),
                                ItemStatus.COMPLETED,
                                done.callId(),
                                "check_line",
                                "{\"customer\":\"8841\"}"));
        assertThat(talk.last(ServerEvent.ResponseDone.class).response().output())
                .containsExactly(item);
        assertThat(talk.names())
                .containsSubsequence(
                        "OutputItemAdded",
                        "ItemAdded",
                        "ArgumentsDelta",
                        "ArgumentsDelta",
                        "ArgumentsDone",
                        "ItemDone",
                        "OutputItemDone",
                        "ResponseDone");
    }

    @Test
    void a_cancelled_response_ends_everything_it_began() {
        var talk = new Talk(HELLO);
        talk.respond();
        talk.stepTo(ServerEvent.AudioDelta.class);
        int before = talk.events.size();
        talk.model.on(new ClientEvent.ResponseCancel(null, null));
        assertThat(talk.names().subList(before, talk.events.size()))
                .containsExactly(
                        "AudioDone",
                        "TranscriptDone",
                        "ContentPartDone",
                        "ItemDone",
                        "OutputItemDone",
                        "ResponseDone");
        var response = talk.last(ServerEvent.ResponseDone.class).response();
        assertThat(response.status()).isEqualTo(Status.CANCELLED);
        assertThat(response.details()).isEqualTo(Details.CLIENT_CANCELLED);
        assertThat(response.output().getFirst().status()).isEqualTo(ItemStatus.INCOMPLETE);
        assertThat(talk.model.activeResponse()).isNull();
    }

    @Test
    void a_cancelled_call_is_incomplete_and_its_arguments_are_cut() {
        var talk = new Talk(_ -> Script.call("check_line", "{\"customer\":\"8841\"}"));
        talk.respond();
        talk.stepTo(ServerEvent.ArgumentsDelta.class);
        talk.model.on(new ClientEvent.ResponseCancel(null, null));
        var call = (Item.FunctionCall) talk.last(ServerEvent.OutputItemDone.class).item();
        assertThat(call.status()).isEqualTo(ItemStatus.INCOMPLETE);
        assertThat(call.arguments()).isEqualTo("{\"customer\":");
        assertThat(talk.model.unansweredCalls()).isEmpty();
    }

    @Test
    void a_response_cancelled_before_its_first_item_has_no_output() {
        var talk = new Talk(HELLO);
        talk.respond();
        talk.model.on(new ClientEvent.ResponseCancel(null, null));
        assertThat(talk.last(ServerEvent.ResponseDone.class).response().output()).isEmpty();
        assertThat(talk.model.items()).isEmpty();
    }

    @Test
    void the_caller_interrupts_where_he_may() {
        var talk = new Talk(HELLO);
        talk.respond();
        talk.stepTo(ServerEvent.AudioDelta.class);
        talk.model.callerStarts(500);
        assertThat(talk.last(ServerEvent.ResponseDone.class).response().details())
                .isEqualTo(Details.TURN_DETECTED);
        assertThat(talk.names()).doesNotContain("ItemTruncated");
    }

    @Test
    void a_turn_that_ends_while_the_model_speaks_gets_no_response_of_its_own() {
        var talk = new Talk(HELLO);
        talk.configure(SessionPatch.realtime().turnDetection(TurnDetection.serverVad(true, false)));
        talk.respond();
        talk.model.callerStarts(500);
        talk.model.callerStops(1_500);
        var error = talk.last(ServerEvent.ErrorSent.class).error();
        assertThat(error.code()).isEqualTo("conversation_already_has_active_response");
        assertThat(error.eventId()).isNull();
        assertThat(talk.model.responsesCreated()).hasSize(1);
    }

    @Test
    void a_gateway_gets_turns_and_no_responses() {
        var talk = new Talk(HELLO);
        talk.configure(
                SessionPatch.realtime().turnDetection(TurnDetection.serverVad(false, false)));
        talk.respond();
        talk.model.callerStarts(500);
        talk.model.callerStops(1_500);
        assertThat(talk.model.errors()).isEmpty();
        assertThat(talk.model.responsesCreated()).hasSize(1);
        assertThat(talk.model.activeResponse()).isNotNull();
    }

    @Test
    void responses_out_of_band_run_beside_the_conversation() {
        var talk = new Talk(HELLO);
        talk.respond();
        talk.model.on(
                new ClientEvent.ResponseCreate(
                        null, ResponseParams.outOfBand(null, Map.of("kind", "summary"))));
        assertThat(talk.model.runningResponses()).containsExactly("resp_1", "resp_2");
        while (talk.model.step("resp_2")) {}
        var done = talk.last(ServerEvent.ResponseDone.class).response();
        assertThat(done.metadata()).containsEntry("kind", "summary");
        assertThat(done.conversationId()).isNull();
        assertThat(talk.names()).doesNotContain("ItemAdded");
        assertThat(talk.model.activeResponse()).isEqualTo("resp_1");
        talk.model.runToEnd();
        assertThat(talk.model.items()).hasSize(1);
    }

    @Test
    void a_response_can_fail_or_stay_incomplete_midway() {
        var say = new Step.Say("Hello there.", 240, null);
        var talk =
                new Talk(
                        Brains.scripts(
                                Script.of(say, new Step.Fail("server_error", "server_error")),
                                Script.of(say, new Step.Incomplete("max_output_tokens"))));
        talk.respond();
        talk.model.runToEnd();
        talk.respond();
        talk.model.runToEnd();
        var responses = talk.model.responsesFinished();
        assertThat(responses)
                .extracting(ModelResponse::status)
                .containsExactly(Status.FAILED, Status.INCOMPLETE);
        assertThat(responses)
                .allSatisfy(
                        response ->
                                assertThat(response.output().getFirst().status())
                                        .isEqualTo(ItemStatus.INCOMPLETE));
    }

    @Test
    void transcription_comes_whenever_it_likes() {
        var talk = new Talk(HELLO);
        talk.configure(SessionPatch.realtime().transcription(Transcription.by("whisper-1")));
        talk.model.callerStarts(500);
        talk.model.callerStops(1_500);
        talk.model.runToEnd();
        var itemId = talk.model.untranscribed().getFirst();
        assertThat(talk.model.transcribe(itemId, "my line is down")).isTrue();
        assertThat(talk.model.transcribe(itemId, "again")).isFalse();
        assertThat(talk.names())
                .endsWith("ResponseDone", "TranscriptionDelta", "TranscriptionCompleted");
    }

    @Test
    void silence_asks_for_a_response_where_it_was_wanted() {
        var talk = new Talk(HELLO);
        assertThat(talk.model.idle(9_000, 17_000)).isFalse();
        talk.configure(
                SessionPatch.realtime()
                        .turnDetection(
                                new TurnDetection.ServerVad(0.5, 300, 500, 8_000, true, true)));
        talk.events.clear();
        assertThat(talk.model.idle(9_000, 17_000)).isTrue();
        assertThat(talk.names())
                .containsExactly(
                        "TimeoutTriggered",
                        "AudioCommitted",
                        "ItemAdded",
                        "ItemDone",
                        "ResponseCreated",
                        "RateLimitsUpdated");
    }

    @Test
    void each_response_is_billed_for_the_whole_context() {
        var talk = new Talk(HELLO);
        talk.model.callerStarts(300);
        talk.model.callerStops(2_000);
        talk.model.runToEnd();
        talk.respond();
        talk.model.runToEnd();
        var first = Objects.requireNonNull(talk.model.responsesFinished().getFirst().usage());
        var second = Objects.requireNonNull(talk.model.responsesFinished().getLast().usage());
        assertThat(first.inputAudio()).isEqualTo(20);
        assertThat(first.outputAudio()).isEqualTo(240 / 50);
        assertThat(second.inputAudio()).isEqualTo(20 + 240 / 50);
        assertThat(second.cached()).isEqualTo(first.input());
        assertThat(second.input()).isGreaterThan(second.cached());
    }

    @Test
    void a_session_expires_with_an_error_and_a_close() {
        var talk = new Talk(HELLO);
        talk.respond();
        talk.model.expire();
        assertThat(talk.last(ServerEvent.ErrorSent.class).error().code())
                .isEqualTo("session_expired");
        assertThat(talk.events.getLast())
                .isInstanceOfSatisfying(
                        ServerEvent.Closed.class,
                        closed -> assertThat(closed.code()).isEqualTo(1001));
        assertThat(talk.model.step()).isFalse();
        assertThat(talk.send(new ClientEvent.AudioClear(null))).isEmpty();
    }

    @Test
    void tools_are_called_and_their_outputs_spoken() {
        var talk =
                new Talk(
                        Brains.announcing(
                                "One moment.",
                                new Step.Call("check_line", "{}", "call_a"),
                                new Step.Call("check_bill", "{}", "call_b")));
        talk.respond();
        talk.model.runToEnd();
        assertThat(talk.model.unansweredCalls())
                .extracting(CallState::callId)
                .containsExactly("call_a", "call_b");
        assertThat(talk.all(ServerEvent.OutputItemDone.class).getFirst().item())
                .isInstanceOfSatisfying(
                        Item.Message.class,
                        message -> assertThat(message.phase()).isEqualTo(Phase.COMMENTARY));
        talk.send(new ClientEvent.ItemCreate(null, NewItem.output("call_a", "Up."), null));
        talk.send(new ClientEvent.ItemCreate(null, NewItem.output("call_b", "Paid."), null));
        talk.respond();
        talk.model.runToEnd();
        assertThat(talk.last(ServerEvent.TranscriptDone.class).transcript()).isEqualTo("Up. Paid.");
        assertThat(talk.model.violations()).isEmpty();
        assertThat(talk.model.outputs("call_a")).isEqualTo(1);
    }
}
