package io.centralita.engine.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.call.engine.Conduct;
import io.centralita.call.engine.TurnTaking;
import io.centralita.call.tool.ToolDefinition;
import io.centralita.fake.model.ModelConversation;
import io.centralita.fake.model.Script;
import io.centralita.fake.model.wire.ClientEventReader;
import io.centralita.fake.model.wire.ClientEventReader.Read;
import io.centralita.media.AudioFormat;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SessionConfigTest {
    private static final Conduct PHONE =
            new Conduct(
                    "Ayuda a «abonados» \"con\" 😀\n",
                    "",
                    List.of(EndCall.definition(), tool("mirar-linea")),
                    TurnTaking.AUTOMATIC,
                    true);

    @ParameterizedTest
    @CsvSource({
        "gpt-realtime-2.1,true",
        "gpt-realtime-2.1-mini,true",
        "gpt-realtime-2,true",
        "gpt-realtime-1.5,false",
        "gpt-realtime,false",
        "gpt-realtime-2025-08-28,false",
        "gpt-realtime-mini,false",
        "gpt-realtime-mini-2025-12-15,false",
        "gpt-audio-1.5,false",
        "gpt-audio-mini,false"
    })
    void every_model_takes_what_it_is_told_and_only_reasoning_ones_hear_of_it(
            String model, boolean reasons) {
        var session = write(wishing(Map.of("model", model)), PHONE, false);
        assertThat(session.has("reasoning")).isEqualTo(reasons);
        assertThat(session.has("parallel_tool_calls")).isEqualTo(reasons);
        accepted(model, session);
    }

    @Test
    void a_deployment_that_nobody_knows_is_told_what_all_know() {
        var session = write(wishing(Map.of("model", "mi-despliegue")), PHONE, false);
        assertThat(session.has("reasoning")).isFalse();
        assertThat(session.has("parallel_tool_calls")).isFalse();
    }

    @Test
    void a_reasoning_model_without_a_wish_reasons_as_it_does() {
        assertThat(write(wishing(Map.of("effort", "")), PHONE, false).has("reasoning")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "server,,true,true",
        "semantic,high,true,true",
        "semantic,low,true,true",
        "none,,false,false"
    })
    void turns_are_found_by_whom_the_settings_say(
            String detection, String eagerness, boolean detects, boolean answers) {
        var wishes =
                eagerness == null
                        ? Map.of("turn-detection", detection)
                        : Map.of("turn-detection", detection, "eagerness", eagerness);
        var session = write(wishing(wishes), PHONE, false);
        var turns = session.at("/audio/input/turn_detection");
        assertThat(turns.isObject()).isEqualTo(detects);
        assertThat(turns.path("create_response").asBoolean()).isEqualTo(answers);
        assertThat(turns.path("interrupt_response").asBoolean()).isEqualTo(answers);
        accepted("gpt-realtime-2.1", session);
    }

    @Test
    void a_peer_may_keep_any_part_of_turn_taking_for_itself() {
        var keeps = new TurnTaking(true, false, false, false, Duration.ofMillis(900));
        var conduct = new Conduct("", "cedar", List.of(), keeps, false);
        var session = write(SessionOptions.DEFAULTS, conduct, false);
        var turns = session.at("/audio/input/turn_detection");
        assertThat(turns.path("create_response").asBoolean(true)).isFalse();
        assertThat(turns.path("interrupt_response").asBoolean(true)).isFalse();
        assertThat(turns.path("silence_duration_ms").asInt()).isEqualTo(900);
        assertThat(session.path("output_modalities").get(0).asText()).isEqualTo("text");
        accepted("gpt-realtime-2.1", session);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void the_voice_is_told_until_the_model_has_spoken(boolean spoken) {
        var session = write(SessionOptions.DEFAULTS, PHONE, spoken);
        assertThat(session.at("/audio/output").has("voice")).isNotEqualTo(spoken);
    }

    @Test
    void every_option_is_accepted() {
        var options =
                wishing(
                        Map.of(
                                "speed", "1.5",
                                "idle-timeout-ms", "5000",
                                "noise-reduction", "near_field",
                                "max-output-tokens", "4096",
                                "threshold", "1",
                                "effort", "xhigh"));
        accepted("gpt-realtime-2.1", write(options, PHONE, false));
        accepted("gpt-realtime-2.1", write(wishing(Map.of("transcription", "")), PHONE, false));
    }

    @Test
    void what_a_leg_speaks_is_taken_as_it_stands_where_the_model_can() {
        assertThat(SessionConfig.formatFor(AudioFormat.PCMU_8K)).isEqualTo(AudioFormat.PCMU_8K);
        assertThat(SessionConfig.formatFor(AudioFormat.PCMA_8K)).isEqualTo(AudioFormat.PCMA_8K);
        assertThat(SessionConfig.formatFor(AudioFormat.PCM_8K)).isEqualTo(AudioFormat.PCM_24K);
        assertThat(SessionConfig.formatFor(AudioFormat.PCM_16K)).isEqualTo(AudioFormat.PCM_24K);
        assertThat(SessionConfig.formatFor(AudioFormat.pcm(48_000))).isEqualTo(AudioFormat.PCM_24K);
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-4o-realtime-preview,gpt-realtime-2.1",
        "gpt-4o-realtime-preview-2024-12-17,gpt-realtime-2.1",
        "gpt-4o-mini-realtime-preview,gpt-realtime-2.1-mini",
        "gpt-realtime-mini-2025-10-06,gpt-realtime-mini-2025-12-15",
        "gpt-realtime-whisper,gpt-realtime-2.1",
        "gpt-realtime-translate,gpt-realtime-2.1",
        "gpt-live-1,gpt-realtime-2.1"
    })
    void names_that_cannot_serve_calls_have_one_that_can(String name, String instead) {
        assertThat(Models.unfit(name))
                .hasValueSatisfying(
                        unfit -> {
                            assertThat(unfit.instead()).isEqualTo(instead);
                            assertThat(unfit.why()).isNotBlank();
                            assertThat(Models.unfit(unfit.instead())).isEmpty();
                        });
    }

    @Test
    void names_that_serve_calls_are_fit() {
        assertThat(Models.unfit(Models.recommended())).isEmpty();
        assertThat(Models.unfit("gpt-realtime-mini")).isEmpty();
        assertThat(Models.unfit("mi-despliegue")).isEmpty();
    }

    private static SessionOptions wishing(Map<String, String> wishes) {
        return SessionOptions.DEFAULTS.with(wishes);
    }

    private static ObjectNode write(SessionOptions options, Conduct conduct, boolean spoken) {
        return new SessionConfig(options, AudioFormat.PCMU_8K, Locale.of("es"))
                .write(conduct, spoken);
    }

    /// By a service that takes no field it does not know.
    private static void accepted(String model, ObjectNode session) {
        var read = new ClientEventReader().read(new ClientWriter().sessionUpdate("u", session));
        assertThat(read).isInstanceOf(Read.Understood.class);
        var service =
                ModelConversation.open(
                        ModelConversation.Settings.DEFAULT.withModel(model),
                        _ -> Script.NOTHING,
                        _ -> {});
        service.on(((Read.Understood) read).event());
        assertThat(service.errors()).isEmpty();
    }

    private static ToolDefinition tool(String name) {
        var parameters = JsonNodeFactory.instance.objectNode().put("type", "object");
        parameters.putObject("properties").putObject("abonado").put("type", "string");
        return new ToolDefinition(name, "Mira la «línea».", parameters);
    }
}
