package io.centralita.fake.model.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.centralita.fake.model.Brains;
import io.centralita.fake.model.ClientEvent;
import io.centralita.fake.model.Content;
import io.centralita.fake.model.ModelConversation;
import io.centralita.fake.model.NewItem;
import io.centralita.fake.model.Role;
import io.centralita.fake.model.Script;
import io.centralita.fake.model.ServerEvent;
import io.centralita.fake.model.SessionPatch;
import io.centralita.fake.model.Tool;
import io.centralita.fake.model.Transcription;
import io.centralita.fake.model.TurnDetection;
import io.centralita.fake.model.wire.ClientEventReader.Read;
import io.centralita.fake.model.wire.ServerEventWriter.Dialect;
import io.centralita.media.AudioFormat;
import io.centralita.media.G711;
import io.centralita.media.Levels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Events as text.
final class WireTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ClientEventReader reader = new ClientEventReader();

    @Test
    void the_session_update_of_the_protocol_page_is_understood() {
        var event =
                understood(
                        """
                        {"type":"session.update","event_id":"c1","session":{"type":"realtime",
                        "output_modalities":["audio"],"instructions":"You are the agent.",
                        "audio":{"input":{"format":{"type":"audio/pcmu"},
                        "turn_detection":{"type":"server_vad","threshold":0.6,
                        "silence_duration_ms":450,"idle_timeout_ms":8000,"create_response":true,
                        "interrupt_response":true},
                        "transcription":{"model":"gpt-4o-mini-transcribe","language":"es"}},
                        "output":{"format":{"type":"audio/pcmu"},"voice":"marin","speed":1.0}},
                        "tools":[{"type":"function","name":"check_line","description":"Look up",
                        "parameters":{"type":"object"}}],"tool_choice":"auto"}}""");
        assertThat(event)
                .isInstanceOfSatisfying(
                        ClientEvent.SessionUpdate.class,
                        update -> {
                            assertThat(update.eventId()).isEqualTo("c1");
                            var session = update.session();
                            assertThat(session.inputFormat()).isEqualTo(AudioFormat.PCMU_8K);
                            assertThat(session.turnDetection())
                                    .isEqualTo(
                                            new TurnDetection.ServerVad(
                                                    0.6, 300, 450, 8_000, true, true));
                            assertThat(session.voice()).isEqualTo("marin");
                            assertThat(session.tools())
                                    .containsExactly(
                                            new Tool(
                                                    "check_line",
                                                    "Look up",
                                                    "{\"type\":\"object\"}"));
                        });
    }

    @Test
    void each_client_event_of_the_protocol_page_is_understood() {
        assertThat(understood("{'type':'input_audio_buffer.append','audio':'//79/f7+'}"))
                .isInstanceOf(ClientEvent.AudioAppend.class);
        assertThat(understood("{'type':'input_audio_buffer.commit'}"))
                .isEqualTo(new ClientEvent.AudioCommit(null));
        assertThat(understood("{'type':'input_audio_buffer.clear'}"))
                .isEqualTo(new ClientEvent.AudioClear(null));
        assertThat(
                        understood(
                                "{'type':'conversation.item.create','item':{'type':'message',"
                                        + "'role':'user','content':[{'type':'input_text',"
                                        + "'text':'hello'}]}}"))
                .isEqualTo(new ClientEvent.ItemCreate(null, NewItem.userText("hello"), null));
        assertThat(
                        understood(
                                "{'type':'conversation.item.create','previous_item_id':'root',"
                                        + "'item':{'type':'function_call_output',"
                                        + "'call_id':'call_7','output':'{}'}}"))
                .isEqualTo(
                        new ClientEvent.ItemCreate(null, NewItem.output("call_7", "{}"), "root"));
        assertThat(understood("{'type':'conversation.item.retrieve','item_id':'item_u7'}"))
                .isEqualTo(new ClientEvent.ItemRetrieve(null, "item_u7"));
        assertThat(
                        understood(
                                "{'type':'conversation.item.truncate','item_id':'item_a9',"
                                        + "'content_index':0,'audio_end_ms':1480}"))
                .isEqualTo(new ClientEvent.ItemTruncate(null, "item_a9", 0, 1_480));
        assertThat(understood("{'type':'conversation.item.delete','item_id':'item_u7'}"))
                .isEqualTo(new ClientEvent.ItemDelete(null, "item_u7"));
        assertThat(
                        understood(
                                "{'type':'response.create','event_id':'c9','response':"
                                        + "{'conversation':'none','input':[],"
                                        + "'instructions':'Greet.',"
                                        + "'metadata':{'kind':'greeting'}}}"))
                .isInstanceOfSatisfying(
                        ClientEvent.ResponseCreate.class,
                        create -> {
                            assertThat(create.response().inConversation()).isFalse();
                            assertThat(create.response().input()).isEmpty();
                            assertThat(create.response().metadata())
                                    .containsEntry("kind", "greeting");
                        });
        assertThat(understood("{'type':'response.cancel','response_id':'resp_3'}"))
                .isEqualTo(new ClientEvent.ResponseCancel(null, "resp_3"));
        assertThat(understood("{'type':'output_audio_buffer.clear'}"))
                .isEqualTo(new ClientEvent.OutputAudioClear(null));
    }

    @Test
    void what_is_no_event_is_refused_with_its_event_id() {
        refuses("hello", "invalid_event", null);
        refuses("[]", "invalid_event", null);
        refuses("{'type':'response.daydream','event_id':'e'}", "invalid_value", "type");
        refuses("{'event_id':'e'}", "missing_required_parameter", "type");
        refuses("{'type':'response.cancel','now':true}", "unknown_parameter", "now");
        refuses("{'type':'input_audio_buffer.append'}", "missing_required_parameter", "audio");
        refuses("{'type':'input_audio_buffer.append','audio':'%'}", "invalid_value", "audio");
        refuses("{'type':'input_audio_buffer.append','audio':7}", "invalid_value", "audio");
        refuses(
                "{'type':'conversation.item.truncate','item_id':'i','content_index':0}",
                "missing_required_parameter",
                "audio_end_ms");
        refuses(
                "{'type':'conversation.item.truncate','item_id':'i','content_index':0,"
                        + "'audio_end_ms':1.5}",
                "invalid_value",
                "audio_end_ms");
        refuses(
                "{'type':'conversation.item.create','item':{'type':'message','role':'user',"
                        + "'content':[{'type':'text','text':'hi'}]}}",
                "invalid_value",
                "item.content[0].type");
        assertThat(reader.read("{\"type\":\"x\",\"event_id\":\"e7\"}"))
                .isInstanceOfSatisfying(
                        Read.Refused.class,
                        refused -> assertThat(refused.eventId()).isEqualTo("e7"));
    }

    @Test
    void audio_is_read_the_same_in_every_shape() {
        for (var text :
                List.of(
                        "{'type':'input_audio_buffer.append','audio':'//79/f7+'}",
                        "{ 'audio' : '//79\\/f7+' , 'type' : 'input_audio_buffer.append' }")) {
            assertThat(understood(text))
                    .isInstanceOfSatisfying(
                            ClientEvent.AudioAppend.class,
                            append ->
                                    assertThat(append.audio())
                                            .isEqualTo(Base64.getDecoder().decode("//79/f7+")));
        }
        refuses(
                "{'type':'input_audio_buffer.append','audio':'AAAA','now':'BBBB'}",
                "unknown_parameter",
                "now");
        refuses("{'type':'input_audio_buffer.append','audio':'}", "invalid_event", null);
    }

    @Test
    void beta_fields_are_unknown() {
        refusesSession("'voice':'alloy'", "unknown_parameter", "session.voice");
        refusesSession("'modalities':['audio']", "unknown_parameter", "session.modalities");
        refusesSession("'temperature':0.8", "unknown_parameter", "session.temperature");
        refusesSession(
                "'turn_detection':{'type':'server_vad'}",
                "unknown_parameter",
                "session.turn_detection");
        refusesSession(
                "'input_audio_format':'g711_ulaw'",
                "unknown_parameter",
                "session.input_audio_format");
    }

    @Test
    void values_that_cannot_be_are_refused_where_they_stand() {
        refusesSession(
                "'output_modalities':['audio','text']",
                "invalid_value",
                "session.output_modalities");
        refusesSession(
                "'audio':{'input':{'format':{'type':'audio/pcm','rate':16000}}}",
                "invalid_value",
                "session.audio.input.format.rate");
        refusesSession(
                "'audio':{'input':{'turn_detection':{'type':'semantic_vad','threshold':0.5}}}",
                "unknown_parameter",
                "session.audio.input.turn_detection.threshold");
        refusesSession("'max_output_tokens':'many'", "invalid_value", "session.max_output_tokens");
    }

    @Test
    void what_is_null_is_switched_off() {
        var event =
                understood(
                        "{'type':'session.update','session':{'type':'realtime','audio':{'input':"
                                + "{'turn_detection':null,'transcription':null}}}}");
        assertThat(event)
                .isInstanceOfSatisfying(
                        ClientEvent.SessionUpdate.class,
                        update -> {
                            assertThat(update.session().turnDetection())
                                    .isEqualTo(TurnDetection.OFF);
                            assertThat(update.session().transcription())
                                    .isEqualTo(Transcription.OFF);
                            assertThat(update.session().noiseReduction()).isNull();
                        });
    }

    @Test
    void every_event_has_its_own_event_id() throws JsonProcessingException {
        var ids = new ArrayList<String>();
        for (var event : written(Dialect.GA)) {
            ids.add(event.path("event_id").asText());
        }
        assertThat(ids).doesNotHaveDuplicates().doesNotContain("");
    }

    @Test
    void a_session_is_told_as_the_protocol_page_has_it() throws JsonProcessingException {
        var session = find(written(Dialect.GA), "session.updated").path("session");
        assertThat(session.path("type").asText()).isEqualTo("realtime");
        assertThat(session.path("object").asText()).isEqualTo("realtime.session");
        assertThat(session.path("output_modalities").toString()).isEqualTo("[\"audio\"]");
        assertThat(session.path("max_output_tokens").asText()).isEqualTo("inf");
        var input = session.path("audio").path("input");
        assertThat(input.path("format").toString()).isEqualTo("{\"type\":\"audio/pcmu\"}");
        assertThat(input.path("turn_detection").path("silence_duration_ms").asInt()).isEqualTo(500);
        assertThat(session.path("audio").path("output").path("voice").asText()).isEqualTo("marin");
        assertThat(session.path("tools").path(0).path("parameters").path("type").asText())
                .isEqualTo("object");
    }

    @Test
    void a_response_is_told_as_the_protocol_page_has_it() throws JsonProcessingException {
        var events = written(Dialect.GA);
        var audio = find(events, "response.output_audio.delta");
        assertThat(audio.path("content_index").asInt(-1)).isZero();
        var sound = Base64.getDecoder().decode(audio.path("delta").asText());
        assertThat(sound).hasSize(960);
        assertThat(Levels.rmsDbfs(G711.decodeMuLaw(sound))).isGreaterThan(-25);
        assertThat(find(events, "response.content_part.done").path("part").toString())
                .isEqualTo("{\"type\":\"audio\",\"transcript\":\"Let me check.\"}");
        var arguments = find(events, "response.function_call_arguments.done");
        assertThat(arguments.path("name").asText()).isEqualTo("check_line");
        var response = find(events, "response.done").path("response");
        assertThat(response.path("status").asText()).isEqualTo("completed");
        assertThat(response.path("status_details").isNull()).isTrue();
        assertThat(response.path("output").path(1).path("call_id").asText())
                .isEqualTo(arguments.path("call_id").asText());
        assertThat(response.path("output").path(0).path("content").path(0).path("type").asText())
                .isEqualTo("output_audio");
        var usage = response.path("usage");
        assertThat(usage.path("total_tokens").asInt())
                .isEqualTo(
                        usage.path("input_tokens").asInt() + usage.path("output_tokens").asInt());
        assertThat(find(events, "conversation.item.added").has("previous_item_id")).isTrue();
    }

    @Test
    void the_beta_had_other_names() throws JsonProcessingException {
        var events = written(Dialect.BETA);
        var types = events.stream().map(event -> event.path("type").asText()).toList();
        assertThat(types)
                .contains(
                        "conversation.item.created",
                        "response.audio.delta",
                        "response.audio_transcript.done")
                .noneMatch(type -> type.contains("output_audio"))
                .doesNotContain("conversation.item.added")
                .doesNotContain("conversation.item.done");
        var session = find(events, "session.updated").path("session");
        assertThat(session.path("input_audio_format").asText()).isEqualTo("g711_ulaw");
        assertThat(session.path("voice").asText()).isEqualTo("marin");
        assertThat(session.path("turn_detection").path("type").asText()).isEqualTo("server_vad");
        var item = find(events, "response.done").path("response").path("output").path(0);
        assertThat(item.path("content").path(0).path("type").asText()).isEqualTo("audio");
    }

    @Test
    void audio_that_was_kept_comes_back() throws JsonProcessingException {
        var events = new ArrayList<ServerEvent>();
        var model =
                ModelConversation.open(
                        new ModelConversation.Settings("gpt-realtime", "", 0, 120, true),
                        Brains.echo(),
                        events::add);
        model.on(new ClientEvent.AudioAppend(null, new byte[4_800]));
        model.on(new ClientEvent.AudioCommit(null));
        model.on(new ClientEvent.ItemRetrieve(null, model.committed().getFirst().itemId()));
        var text = new ServerEventWriter(Dialect.GA, "").write(events.getLast());
        var content = JSON.readTree(text).path("item").path("content").path(0);
        assertThat(Base64.getDecoder().decode(content.path("audio").asText())).hasSize(4_800);
    }

    @Test
    void utterances_sound_different_and_go_on_where_they_were() {
        var whole = ToneAudio.bytes(AudioFormat.PCM_24K, 3, 0, 900);
        var part = ToneAudio.bytes(AudioFormat.PCM_24K, 3, 620, 40);
        assertThat(whole).hasSize(900 * 48);
        assertThat(part).isEqualTo(Arrays.copyOfRange(whole, 620 * 48, 660 * 48));
        assertThat(ToneAudio.bytes(AudioFormat.PCM_24K, 4, 620, 40)).isNotEqualTo(part);
        assertThat(ToneAudio.frequencyHz(3)).isNotEqualTo(ToneAudio.frequencyHz(4));
    }

    @Test
    void content_of_every_kind_is_read() {
        var event =
                understood(
                        "{'type':'conversation.item.create','item':{'id':'i','type':'message',"
                                + "'role':'user','status':'completed','content':["
                                + "{'type':'input_image','image_url':'data:image/png;base64,AA'},"
                                + "{'type':'input_audio','audio':'AAAA','transcript':'t'}]}}");
        assertThat(event)
                .isInstanceOfSatisfying(
                        ClientEvent.ItemCreate.class,
                        create ->
                                assertThat(create.item())
                                        .isInstanceOfSatisfying(
                                                NewItem.Message.class,
                                                message -> {
                                                    assertThat(message.role()).isEqualTo(Role.USER);
                                                    assertThat(message.content())
                                                            .hasSize(2)
                                                            .first()
                                                            .isInstanceOf(Content.InputImage.class);
                                                }));
    }

    private ClientEvent understood(String text) {
        return switch (reader.read(text.replace('\'', '"'))) {
            case Read.Understood(var event) -> event;
            case Read.Refused(var error, var _) -> throw new AssertionError(error);
        };
    }

    private void refuses(String text, String code, @Nullable String param) {
        assertThat(reader.read(text.replace('\'', '"')))
                .isInstanceOfSatisfying(
                        Read.Refused.class,
                        refused -> {
                            assertThat(refused.error().type()).isEqualTo("invalid_request_error");
                            assertThat(refused.error().code()).isEqualTo(code);
                            assertThat(refused.error().param()).isEqualTo(param);
                        });
    }

    private void refusesSession(String field, String code, String param) {
        refuses(
                "{'type':'session.update','session':{'type':'realtime'," + field + "}}",
                code,
                param);
    }

    /// A conversation with speech and a call, as it goes over the wire.
    private static List<JsonNode> written(Dialect dialect) throws JsonProcessingException {
        var events = new ArrayList<ServerEvent>();
        var model =
                ModelConversation.open(
                        _ ->
                                Script.say("Let me check.", 300)
                                        .thenCall("check_line", "{\"customer\":\"8841\"}"),
                        events::add);
        model.on(
                new ClientEvent.SessionUpdate(
                        null,
                        SessionPatch.realtime()
                                .format(AudioFormat.PCMU_8K)
                                .voice("marin")
                                .tools(new Tool("check_line", null, "{\"type\":\"object\"}"))
                                .build()));
        model.callerStarts(500);
        model.callerStops(1_500);
        model.runToEnd();
        var writer = new ServerEventWriter(dialect, "");
        var nodes = new ArrayList<JsonNode>();
        for (var event : events) {
            var text = writer.write(event);
            if (text != null) {
                nodes.add(JSON.readTree(text));
            }
        }
        return nodes;
    }

    private static JsonNode find(List<JsonNode> events, String type) {
        return events.stream()
                .filter(event -> event.path("type").asText().equals(type))
                .findFirst()
                .orElseThrow();
    }
}
