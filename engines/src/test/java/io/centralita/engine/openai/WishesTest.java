package io.centralita.engine.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.centralita.engine.openai.SessionOptions.TurnDetection;
import io.centralita.fake.model.ModelConversation;
import io.centralita.fake.model.server.Settings;
import io.centralita.media.AudioFormat;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A tenant's wishes, good and bad.
final class WishesTest {
    @Test
    void wishes_take_the_place_of_the_installations_options() {
        var options =
                SessionOptions.DEFAULTS.with(
                        Map.ofEntries(
                                Map.entry("model", "gpt-realtime"),
                                Map.entry("voice", "cedar"),
                                Map.entry("speed", "1.25"),
                                Map.entry("turn-detection", "semantic"),
                                Map.entry("threshold", "0.7"),
                                Map.entry("prefix-padding-ms", "200"),
                                Map.entry("silence-ms", "450"),
                                Map.entry("idle-timeout-ms", "8000"),
                                Map.entry("eagerness", "high"),
                                Map.entry("noise-reduction", "far_field"),
                                Map.entry("transcription", "whisper-1"),
                                Map.entry("effort", "minimal"),
                                Map.entry("max-output-tokens", "500"),
                                Map.entry("nobody-knows", "x")));
        assertThat(options)
                .isEqualTo(
                        new SessionOptions(
                                "gpt-realtime",
                                "cedar",
                                1.25,
                                TurnDetection.SEMANTIC,
                                0.7,
                                Duration.ofMillis(200),
                                Duration.ofMillis(450),
                                Duration.ofSeconds(8),
                                "high",
                                true,
                                "far_field",
                                "whisper-1",
                                "minimal",
                                500));
        assertThat(SessionOptions.DEFAULTS.with(Map.of())).isSameAs(SessionOptions.DEFAULTS);
    }

    @ParameterizedTest
    @CsvSource({
        "speed,1.6",
        "speed,0.1",
        "speed,fast",
        "speed,NaN",
        "threshold,-1",
        "silence-ms,50",
        "silence-ms,1e3",
        "prefix-padding-ms,6000",
        "idle-timeout-ms,100",
        "turn-detection,telepathy",
        "eagerness,greedy",
        "noise-reduction,all",
        "effort,none at all",
        "max-output-tokens,5000"
    })
    void a_wish_out_of_range_is_not_fulfilled_and_costs_nobody_a_call(String wish, String value) {
        assertThatThrownBy(() -> SessionOptions.DEFAULTS.with(Map.of(wish, value)))
                .isInstanceOf(IllegalArgumentException.class);
        notFulfilled(wish, value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-4o-realtime-preview", "gpt-realtime-whisper"})
    void a_model_that_serves_no_calls_any_more_is_not_wished_for(String model) {
        notFulfilled("model", model);
    }

    private static void notFulfilled(String wish, String value) {
        var service = Settings.DEFAULT.withBrain(PhoneBrain.saying("Sí."));
        try (var rig = new OpenAiRig(service)) {
            var wishes = Map.of(wish, value, "voice", "cedar");
            rig.greeted(OpenAiRig.callSettings(AudioFormat.PCMU_8K, wishes, List.of()));
            var config = rig.server.connection(1).ask(ModelConversation::config);
            assertThat(config.voice()).isEqualTo("cedar");
            assertThat(config.speed()).isEqualTo(1.0);
            assertThat(config.model()).isEqualTo(SessionOptions.DEFAULTS.model());
        }
    }
}
