package io.centralita.fake.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.media.AudioFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What the service does not take, and what it takes although it should not be sent.
final class RefusalsTest {
    private static final Brain HELLO = _ -> Script.say("Hello there.", 240);

    private final Talk talk = new Talk(HELLO);

    @Test
    void a_second_response_while_one_runs() {
        talk.respond();
        var error = talk.refused(new ClientEvent.ResponseCreate("c2", ResponseParams.DEFAULT));
        assertThat(error.code()).isEqualTo("conversation_already_has_active_response");
        assertThat(error.message()).contains("resp_1");
        assertThat(error.eventId()).isEqualTo("c2");
        talk.model.runToEnd();
        assertThat(talk.all(ServerEvent.ResponseDone.class)).hasSize(1);
    }

    @Test
    void a_cancel_with_nothing_running() {
        assertThat(talk.refused(new ClientEvent.ResponseCancel("c", null)).code())
                .isEqualTo("response_cancel_not_active");
        talk.respond();
        assertThat(talk.refused(new ClientEvent.ResponseCancel("c", "resp_9")).code())
                .isEqualTo("response_cancel_not_active");
    }

    @Test
    void a_commit_of_less_than_100_ms() {
        talk.configure(SessionPatch.realtime().format(AudioFormat.PCMU_8K));
        talk.model.on(new ClientEvent.AudioAppend(null, new byte[799]));
        assertThat(talk.refused(new ClientEvent.AudioCommit("c")).code())
                .isEqualTo("input_audio_buffer_commit_empty");
        talk.model.on(new ClientEvent.AudioAppend(null, new byte[1]));
        assertThat(talk.send(new ClientEvent.AudioCommit("c")).getFirst())
                .isInstanceOf(ServerEvent.AudioCommitted.class);
        assertThat(talk.refused(new ClientEvent.AudioCommit("c")).message()).contains("0.00ms");
        assertThat(talk.model.appendedMs()).isEqualTo(100);
        assertThat(talk.model.appendedBytes()).isEqualTo(800);
    }

    @Test
    void a_commit_after_the_buffer_was_cleared() {
        talk.model.on(new ClientEvent.AudioAppend(null, new byte[9_600]));
        talk.model.on(new ClientEvent.AudioClear(null));
        assertThat(talk.refused(new ClientEvent.AudioCommit("c")).code())
                .isEqualTo("input_audio_buffer_commit_empty");
    }

    @Test
    void a_cut_beyond_the_audio() {
        var itemId = spoken();
        var error = talk.refused(new ClientEvent.ItemTruncate("t", itemId, 0, 241));
        assertThat(error.code()).isEqualTo("invalid_value");
        assertThat(error.message())
                .isEqualTo("Audio content of 240ms is already shorter than 241ms");
        assertThat(talk.send(new ClientEvent.ItemTruncate("t", itemId, 0, 240)).getFirst())
                .isEqualTo(new ServerEvent.ItemTruncated(itemId, 240));
        assertThat(talk.model.violations()).isEmpty();
    }

    @Test
    void a_cut_of_what_is_no_audio_of_the_model() {
        talk.send(new ClientEvent.ItemCreate(null, NewItem.userText("hi"), null));
        var itemId = talk.model.items().getFirst().id();
        assertThat(talk.refused(new ClientEvent.ItemTruncate("t", itemId, 0, 10)).code())
                .isEqualTo("unsupported_content_type");
        talk.respond();
        var added = talk.stepTo(ServerEvent.ContentPartAdded.class);
        assertThat(talk.refused(new ClientEvent.ItemTruncate("t", added.itemId(), 0, 10)).code())
                .isEqualTo("unsupported_content_type");
    }

    @Test
    void a_cut_of_an_item_that_is_not_there() {
        assertThat(talk.refused(new ClientEvent.ItemTruncate("t", "item_x", 0, 10)).code())
                .isEqualTo("item_truncate_invalid_item_id");
        var itemId = spoken();
        talk.send(new ClientEvent.ItemDelete(null, itemId));
        assertThat(talk.refused(new ClientEvent.ItemTruncate("t", itemId, 0, 10)).code())
                .isEqualTo("item_truncate_invalid_item_id");
    }

    @Test
    void a_cut_of_another_content_part() {
        assertThat(talk.refused(new ClientEvent.ItemTruncate("t", spoken(), 1, 10)).param())
                .isEqualTo("content_index");
    }

    @Test
    void items_that_are_not_there() {
        assertThat(talk.refused(new ClientEvent.ItemDelete("d", "item_x")).code())
                .isEqualTo("item_delete_invalid_item_id");
        assertThat(talk.refused(new ClientEvent.ItemRetrieve("r", "item_x")).code())
                .isEqualTo("item_retrieve_invalid_item_id");
    }

    @Test
    void an_output_for_a_call_nobody_made() {
        var error =
                talk.refused(new ClientEvent.ItemCreate("o", NewItem.output("call_x", "{}"), null));
        assertThat(error.code()).isEqualTo("invalid_tool_call_id");
        assertThat(error.param()).isEqualTo("item.call_id");
    }

    @Test
    void items_in_the_wrong_place_or_twice() {
        var item = new NewItem.Message("mine", Role.USER, List.of(new Content.InputText("hi")));
        talk.send(new ClientEvent.ItemCreate(null, item, null));
        assertThat(talk.refused(new ClientEvent.ItemCreate("i", item, null)).param())
                .isEqualTo("item.id");
        assertThat(
                        talk.refused(
                                        new ClientEvent.ItemCreate(
                                                "i", NewItem.userText("hi"), "item_x"))
                                .param())
                .isEqualTo("previous_item_id");
        talk.send(new ClientEvent.ItemCreate(null, NewItem.systemText("first"), "root"));
        assertThat(talk.model.items()).extracting(Item::id).endsWith("mine").hasSize(2);
        assertThat(talk.last(ServerEvent.ItemAdded.class).previousItemId()).isNull();
    }

    @Test
    void content_that_does_not_suit_the_role() {
        refusesContent(Role.ASSISTANT, new Content.OutputAudio("I said", 100));
        refusesContent(Role.ASSISTANT, new Content.InputText("hi"));
        refusesContent(Role.USER, new Content.OutputText("hi"));
        refusesContent(Role.SYSTEM, new Content.InputAudio(null, 100, null));
        refusesContent(Role.USER, new Content.InputImage("https://example.org/cat.png"));
        assertThat(
                        talk.send(
                                new ClientEvent.ItemCreate(
                                        null,
                                        new NewItem.Message(
                                                null,
                                                Role.ASSISTANT,
                                                List.of(new Content.OutputText("I said"))),
                                        null)))
                .hasSize(2);
    }

    @Test
    void sessions_that_cannot_be() {
        assertThat(talk.refused(SessionPatch.ofType(null)))
                .isEqualTo(
                        new ApiError(
                                "invalid_request_error",
                                "missing_required_parameter",
                                "Missing required parameter: 'session.type'.",
                                "session.type",
                                "u"));
        refusesPatch(SessionPatch.ofType("transcription"), "session.type");
        refusesPatch(realtime().model("gpt-realtime"), "session.model");
        refusesPatch(
                realtime().inputFormat(AudioFormat.PCM_16K), "session.audio.input.format.rate");
        refusesPatch(realtime().voice("hal"), "session.audio.output.voice");
        refusesPatch(realtime().speed(1.6), "session.audio.output.speed");
        refusesPatch(realtime().maxOutputTokens(0), "session.max_output_tokens");
        refusesPatch(realtime().maxOutputTokens(4_097), "session.max_output_tokens");
        refusesPatch(realtime().reasoningEffort("heroic"), "session.reasoning.effort");
        refusesPatch(realtime().tools(new Tool("a b", null, null)), "session.tools");
        refusesVad(new TurnDetection.ServerVad(1.1, 300, 500, null, true, true), "threshold");
        refusesVad(
                new TurnDetection.ServerVad(0.5, -1, 500, null, true, true), "prefix_padding_ms");
        refusesVad(
                new TurnDetection.ServerVad(0.5, 300, 500, 4_999, true, true), "idle_timeout_ms");
        refusesPatch(
                realtime().transcription(Transcription.by("ears-9")),
                "session.audio.input.transcription.model");
    }

    @Test
    void reasoning_of_a_model_that_does_not() {
        var older =
                new Talk(ModelConversation.Settings.DEFAULT.withModel("gpt-realtime-1.5"), HELLO);
        assertThat(older.refused(realtime().reasoningEffort("low")).param())
                .isEqualTo("session.reasoning");
        assertThat(older.refused(realtime().parallelToolCalls(true)).param())
                .isEqualTo("session.parallel_tool_calls");
        talk.configure(realtime().reasoningEffort("low").parallelToolCalls(true));
        assertThat(talk.model.errors()).isEmpty();
    }

    @Test
    void a_refused_update_changes_nothing() {
        talk.refused(realtime().instructions("new").speed(9));
        assertThat(talk.model.config().instructions()).isNotEqualTo("new");
    }

    @Test
    void another_voice_after_the_first_audio() {
        talk.configure(realtime().voice("marin"));
        spoken();
        assertThat(talk.refused(realtime().voice("cedar")).code()).isEqualTo("cannot_update_voice");
        talk.configure(realtime().voice("marin").instructions("the same voice"));
        assertThat(talk.model.config().instructions()).isEqualTo("the same voice");
    }

    @Test
    void another_speed_while_a_response_runs() {
        talk.respond();
        assertThat(talk.refused(realtime().speed(1.2)).param())
                .isEqualTo("session.audio.output.speed");
        talk.model.runToEnd();
        talk.configure(realtime().speed(1.2));
        assertThat(talk.model.config().speed()).isEqualTo(1.2);
    }

    @Test
    void metadata_beyond_its_limits() {
        var many = new HashMap<String, String>();
        for (int i = 0; i < 17; i++) {
            many.put("k" + i, "v");
        }
        for (var metadata :
                List.of(many, Map.of("k".repeat(65), "v"), Map.of("k", "v".repeat(513)))) {
            var create = new ClientEvent.ResponseCreate("m", ResponseParams.tagged(metadata));
            assertThat(talk.refused(create).param()).isEqualTo("response.metadata");
        }
    }

    @Test
    void events_of_other_transports() {
        assertThat(talk.refused(new ClientEvent.OutputAudioClear("x")).code())
                .isEqualTo("invalid_event");
    }

    @Test
    void what_is_tolerated_is_noted() {
        var calling = new Talk(_ -> Script.of(new Script.Step.Call("look", "{}", "call_1")));
        calling.model.on(new ClientEvent.AudioAppend(null, new byte[10]));
        calling.respond();
        calling.stepTo(ServerEvent.OutputItemDone.class);
        calling.send(new ClientEvent.ItemCreate(null, NewItem.output("call_1", "1"), null));
        calling.model.runToEnd();
        calling.send(new ClientEvent.ItemCreate(null, NewItem.output("call_1", "2"), null));
        assertThat(calling.model.violations())
                .extracting(Violation::kind)
                .containsExactly(
                        Violation.Kind.AUDIO_BEFORE_SESSION_UPDATED,
                        Violation.Kind.OUTPUT_BEFORE_RESPONSE_DONE,
                        Violation.Kind.SECOND_OUTPUT);
        assertThat(calling.model.errors()).isEmpty();
    }

    @Test
    void careless_cuts_are_noted() {
        var itemId = spoken();
        talk.send(new ClientEvent.ItemTruncate(null, itemId, 0, 100));
        talk.send(new ClientEvent.ItemTruncate(null, itemId, 0, 200));
        talk.send(new ClientEvent.ItemTruncate(null, itemId, 0, 0));
        assertThat(talk.model.violations())
                .extracting(Violation::kind)
                .containsExactly(
                        Violation.Kind.TRUNCATED_BEYOND_EARLIER_CUT,
                        Violation.Kind.TRUNCATED_TO_NOTHING);
        assertThat(talk.model.errors()).hasSize(1);
        var state = talk.model.everyItem().getFirst();
        assertThat(state.audioMs()).isZero();
        assertThat(state.generatedMs()).isEqualTo(240);
        assertThat(state.item())
                .isInstanceOfSatisfying(
                        Item.Message.class,
                        message ->
                                assertThat(message.content())
                                        .containsExactly(new Content.OutputAudio(null, 0)));
    }

    private static SessionPatch.Builder realtime() {
        return SessionPatch.realtime();
    }

    private void refusesPatch(SessionPatch.Builder patch, String param) {
        var error = talk.refused(patch);
        assertThat(error.param()).isEqualTo(param);
        assertThat(error.code()).isEqualTo("invalid_value");
        assertThat(error.eventId()).isEqualTo("u");
    }

    private void refusesVad(TurnDetection detection, String field) {
        refusesPatch(
                realtime().turnDetection(detection), "session.audio.input.turn_detection." + field);
    }

    private void refusesContent(Role role, Content content) {
        var item = new NewItem.Message(null, role, List.of(content));
        assertThat(talk.refused(new ClientEvent.ItemCreate("i", item, null)).code())
                .isEqualTo("invalid_value");
    }

    /// Has the model say something, and tells which item it was.
    private String spoken() {
        talk.respond();
        talk.model.runToEnd();
        return talk.last(ServerEvent.AudioDone.class).itemId();
    }
}
