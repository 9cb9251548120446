package io.centralita.engine.openai;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.call.engine.UsageKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerReaderTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// One good event of each kind that is read.
    private static final List<String> EVENTS =
            List.of(
                    "{'type':'session.created','event_id':'e1','session':{'id':'s','expires_at':17}}",
                    "{'type':'session.updated','event_id':'e2','session':{'id':'s'}}",
                    "{'type':'error','error':{'type':'x','code':'y','message':'m','event_id':'c1'}}",
                    "{'type':'input_audio_buffer.speech_started','item_id':'i','audio_start_ms':820}",
                    "{'type':'input_audio_buffer.speech_stopped','item_id':'i','audio_end_ms':900}",
                    "{'type':'input_audio_buffer.committed','item_id':'i','previous_item_id':null}",
                    "{'type':'input_audio_buffer.timeout_triggered','item_id':'i'}",
                    "{'type':'conversation.item.added','item':{'id':'i','type':'message',"
                            + "'role':'user','status':'completed','content':[]}}",
                    "{'type':'conversation.item.truncated','item_id':'i','audio_end_ms':5}",
                    "{'type':'conversation.item.deleted','item_id':'i'}",
                    "{'type':'conversation.item.input_audio_transcription.completed',"
                            + "'item_id':'i','transcript':'hola','usage':{'type':'duration',"
                            + "'seconds':1.5}}",
                    "{'type':'conversation.item.input_audio_transcription.failed','item_id':'i',"
                            + "'error':{'code':'z'}}",
                    "{'type':'response.created','response':{'id':'r','metadata':{'centralita':'c7'}}}",
                    "{'type':'response.output_item.added','response_id':'r','item':{'id':'i',"
                            + "'type':'function_call','name':'n','call_id':'k','arguments':''}}",
                    "{'type':'response.output_item.done','response_id':'r','item':{'id':'i',"
                            + "'type':'function_call','name':'n','call_id':'k','arguments':'{}'}}",
                    "{'type':'response.output_audio_transcript.delta','response_id':'r',"
                            + "'item_id':'i','delta':'Ho'}",
                    "{'type':'response.output_audio_transcript.done','response_id':'r',"
                            + "'item_id':'i','transcript':'Hola'}",
                    "{'type':'response.output_audio.delta','response_id':'r','item_id':'i',"
                            + "'delta':'AAEC'}",
                    "{'type':'response.output_audio.done','response_id':'r','item_id':'i'}",
                    "{'type':'response.function_call_arguments.delta','response_id':'r',"
                            + "'item_id':'i','call_id':'k','delta':'{'}",
                    "{'type':'response.function_call_arguments.done','response_id':'r',"
                            + "'item_id':'i','call_id':'k','name':'n','arguments':'{}'}",
                    "{'type':'response.done','response':{'id':'r','status':'failed',"
                            + "'status_details':{'error':{'code':'server_error'}},'output':[],"
                            + "'usage':{'input_tokens':5,'output_tokens':3}}}",
                    "{'type':'rate_limits.updated','rate_limits':[]}");

    /// Takes down what was read.
    private static final class Taken implements ServerReader.Sink {
        final List<ServerEvent> events = new ArrayList<>();
        final List<byte[]> audio = new ArrayList<>();
        String item = "";

        @Override
        public void audio(String responseId, String itemId, byte[] bytes) {
            item = responseId + "/" + itemId;
            audio.add(bytes);
        }

        @Override
        public void event(ServerEvent event) {
            events.add(event);
        }
    }

    private static Taken read(String... messages) throws ServerReader.Malformed {
        var taken = new Taken();
        var reader = new ServerReader("model", "transcriber", taken);
        for (var message : messages) {
            var bytes = message.replace('\'', '"').getBytes(UTF_8);
            // The connection's buffer is longer than the message.
            reader.read(Arrays.copyOf(bytes, bytes.length + 100), bytes.length);
        }
        return taken;
    }

    @Test
    void every_event_is_read() throws ServerReader.Malformed {
        var taken = read(EVENTS.toArray(String[]::new));
        assertThat(taken.events).noneMatch(ServerEvent.Other.class::isInstance);
        assertThat(taken.events.size() + taken.audio.size()).isEqualTo(EVENTS.size());
        assertThat(taken.audio).containsExactly(new byte[] {0, 1, 2});
        assertThat(taken.item).isEqualTo("r/i");
        assertThat(taken.events)
                .contains(
                        new ServerEvent.SessionCreated("s", 17),
                        new ServerEvent.Refused("y", "m", "c1"),
                        new ServerEvent.ResponseCreated("r", "c7"),
                        new ServerEvent.ArgumentsDone("r", "i", "k", "n", "{}"));
    }

    @Property(tries = 300)
    void fields_that_nobody_knows_change_nothing(@ForAll("events") String event)
            throws IOException, ServerReader.Malformed {
        var more = (ObjectNode) JSON.readTree(event.replace('\'', '"'));
        var longer = JSON.createObjectNode();
        longer.put("zzz", 1).set("before", JSON.createArrayNode().add("{").addNull());
        longer.setAll(more);
        longer.set("after", JSON.createObjectNode().put("type", "error"));
        longer.put("output_index", 3);
        var plain = read(event);
        var taken = read(longer.toString());
        assertThat(taken.events).isEqualTo(plain.events);
        assertThat(taken.audio.size()).isEqualTo(plain.audio.size());
    }

    @Provide
    Arbitrary<String> events() {
        return Arbitraries.of(EVENTS);
    }

    @ParameterizedTest
    @CsvSource({
        "response.audio.done,response.output_audio.done",
        "response.audio_transcript.delta,response.output_audio_transcript.delta",
        "response.audio_transcript.done,response.output_audio_transcript.done",
        "response.text.delta,response.output_text.delta",
        "response.text.done,response.output_text.done",
        "conversation.item.created,conversation.item.added"
    })
    void the_betas_names_are_understood(String beta, String name) throws ServerReader.Malformed {
        var rest =
                "','response_id':'r','item_id':'i','delta':'x','transcript':'y','text':'z',"
                        + "'item':{'id':'i','type':'message','role':'assistant'}}";
        assertThat(read("{'type':'" + beta + rest).events)
                .isEqualTo(read("{'type':'" + name + rest).events)
                .noneMatch(ServerEvent.Other.class::isInstance);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'response.output_audio.delta','response_id':'r','item_id':'i',"
                        + "'delta':'AAEC'}",
                "{'type':'response.audio.delta','response_id':'r','item_id':'i','delta':'AAEC'}",
                "{'event_id':'e','response_id':'r','item_id':'i','delta':'AAEC',"
                        + "'type':'response.output_audio.delta'}",
                "{'response_id':'r','type':'response.audio.delta','delta':'AAEC','item_id':'i'}"
            })
    void audio_is_read_whatever_the_order_of_its_fields(String message)
            throws ServerReader.Malformed {
        var taken = read(message);
        assertThat(taken.audio).containsExactly(new byte[] {0, 1, 2});
        assertThat(taken.item).isEqualTo("r/i");
    }

    @Test
    void an_event_that_comes_twice_is_read_once_and_silence_without_an_id_as_often_as_it_comes()
            throws ServerReader.Malformed {
        var silence =
                "{'type':'response.output_audio.delta','response_id':'r','item_id':'i',"
                        + "'delta':'////'}";
        var numbered = silence.replace("{'type'", "{'event_id':'e1','type'");
        assertThat(read(silence, silence, silence).audio).hasSize(3);
        assertThat(read(numbered, numbered, numbered).audio).hasSize(1);
        assertThat(read(numbered, numbered.replace("e1", "e2"), numbered).audio).hasSize(3);
    }

    @Property(tries = 2_000)
    void whatever_bytes_come_are_read_or_malformed(@ForAll @Size(max = 200) byte[] bytes) {
        survives(bytes);
    }

    @Property(tries = 3_000)
    void an_event_with_a_part_missing_is_read_or_malformed(
            @ForAll("events") String event, @ForAll int at, @ForAll int until) {
        var text = event.replace('\'', '"');
        int from = Math.floorMod(at, text.length());
        int to = from + Math.floorMod(until, text.length() - from);
        survives((text.substring(0, from) + text.substring(to)).getBytes(UTF_8));
    }

    @Property(tries = 3_000)
    void an_event_with_a_value_of_another_kind_is_read_or_malformed(
            @ForAll("events") String event, @ForAll("values") String value, @ForAll int which)
            throws IOException {
        var node = (ObjectNode) JSON.readTree(event.replace('\'', '"'));
        var names = new ArrayList<String>();
        node.fieldNames().forEachRemaining(names::add);
        node.set(names.get(Math.floorMod(which, names.size())), JSON.readTree(value));
        survives(node.toString().getBytes(UTF_8));
    }

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.of(
                "null",
                "1",
                "-1e400",
                "true",
                "[]",
                "{}",
                "\"\"",
                "\"%%%\"",
                "[[[{}]]]",
                "{\"id\":7}",
                "{\"output\":7}",
                "{\"output\":[7]}",
                "{\"id\":\"r\",\"output\":{}}");
    }

    private static void survives(byte[] bytes) {
        try {
            new ServerReader("model", "transcriber", new Taken()).read(bytes, bytes.length);
        } catch (ServerReader.Malformed expected) {
            assertThat(expected).hasMessageNotContaining("\"");
        }
    }

    @Test
    void nesting_without_end_is_malformed() {
        var deep = "{'type':'x','a':" + "[".repeat(100_000);
        assertThatThrownBy(() -> read(deep)).isInstanceOf(ServerReader.Malformed.class);
    }

    @Test
    void long_audio_is_read_whole() throws ServerReader.Malformed {
        var audio = new byte[300_000];
        Arrays.fill(audio, (byte) 0x7F);
        var taken =
                read(
                        "{'type':'response.output_audio.delta','response_id':'r','item_id':'i',"
                                + "'delta':'"
                                + Base64.getEncoder().encodeToString(audio)
                                + "'}");
        assertThat(taken.audio.getFirst()).isEqualTo(audio);
    }

    @Test
    void usage_that_no_detail_explains_counts_as_text() throws ServerReader.Malformed {
        var done =
                (ServerEvent.ResponseDone)
                        read("{'type':'response.done','response':{'id':'r',"
                                        + "'status':'completed','usage':{'input_tokens':50,"
                                        + "'output_tokens':30,'input_token_details':{"
                                        + "'audio_tokens':20,'cached_tokens':10},"
                                        + "'output_token_details':{'audio_tokens':25}}}}")
                                .events
                                .getFirst();
        var usage = java.util.Objects.requireNonNull(done.usage());
        assertThat(usage.of(UsageKind.INPUT_TEXT)).isEqualTo(30);
        assertThat(usage.of(UsageKind.INPUT_AUDIO)).isEqualTo(20);
        assertThat(usage.of(UsageKind.CACHED_TEXT)).isEqualTo(10);
        assertThat(usage.of(UsageKind.OUTPUT_TEXT)).isEqualTo(5);
        assertThat(usage.of(UsageKind.OUTPUT_AUDIO)).isEqualTo(25);
    }
}
