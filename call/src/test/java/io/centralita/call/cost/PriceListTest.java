package io.centralita.call.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.centralita.call.engine.Usage;
import io.centralita.call.engine.UsageKind;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PriceListTest {
    private final PriceList prices = PriceList.bundled();

    @Test
    void a_reply_of_a_speech_model_costs_what_its_tokens_cost() {
        var usage =
                new Usage(
                        "gpt-realtime",
                        Map.of(
                                UsageKind.INPUT_TEXT, 1_000L,
                                UsageKind.CACHED_TEXT, 400L,
                                UsageKind.INPUT_AUDIO, 2_000L,
                                UsageKind.CACHED_AUDIO, 500L,
                                UsageKind.OUTPUT_TEXT, 100L,
                                UsageKind.OUTPUT_AUDIO, 300L));
        // 600 × 4 + 400 × 0.4 + 1 500 × 32 + 500 × 0.4 + 100 × 16 + 300 × 64, all a million tokens
        assertThat(cost(usage)).isEqualByComparingTo("0.07156");
    }

    @Test
    void a_transcription_by_the_minute_costs_its_time() {
        var usage = new Usage("whisper-1", Map.of(UsageKind.TRANSCRIBED_MS, 90_000L));
        assertThat(cost(usage)).isEqualByComparingTo("0.009");
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-4o-mini-tts, 0.0225", // by its 90 seconds
        "gpt-4o-mini-tts-2025-12-15, 0.0225",
        "tts-1, 0.03", // by its 2,000 characters
        "tts-1-hd, 0.06"
    })
    void speech_costs_its_time_or_its_characters_and_not_both(String model, String cost) {
        var spoken = Map.of(UsageKind.SPOKEN_CHARACTERS, 2_000L, UsageKind.SPOKEN_MS, 90_000L);
        assertThat(cost(new Usage(model, spoken))).isEqualByComparingTo(cost);
    }

    @Test
    void a_transcription_is_priced_by_what_the_server_tells_of_it() {
        var model = "gpt-4o-mini-transcribe";
        assertThat(cost(new Usage(model, Map.of(UsageKind.TRANSCRIBED_MS, 60_000L))))
                .isEqualByComparingTo("0.003");
        var tokens = Map.of(UsageKind.INPUT_AUDIO, 1_000L, UsageKind.OUTPUT_TEXT, 100L);
        assertThat(cost(new Usage(model, tokens))).isEqualByComparingTo("0.0035");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gpt-realtime",
                "gpt-realtime-2025-08-28",
                "gpt-realtime-1.5",
                "gpt-realtime-2",
                "gpt-realtime-2.1",
                "gpt-realtime-2.1-mini",
                "gpt-realtime-mini",
                "gpt-realtime-mini-2025-10-06",
                "gpt-4o-transcribe",
                "gpt-4o-mini-transcribe"
            })
    void models_in_use_have_a_price_of_what_a_telephone_call_uses(String model) {
        assertThat(prices.cost(new Usage(model, Map.of(UsageKind.INPUT_AUDIO, 1L)))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-realtime-3", "gpt-realtime-2.1-nano", "gpt", "", "tiny-local"})
    void a_model_that_is_not_in_the_list_has_no_price_whatever_it_resembles(String model) {
        assertThat(prices.cost(Usage.ofText(model, 10, 0, 10))).isEmpty();
    }

    @Test
    void what_has_no_price_makes_the_whole_cost_unknown() {
        var usage =
                new Usage(
                        "gpt-realtime-mini",
                        Map.of(UsageKind.INPUT_IMAGE, 10L, UsageKind.CACHED_IMAGE, 5L));
        assertThat(prices.cost(usage)).isEmpty();
    }

    @Test
    void an_operators_prices_come_first_and_the_longest_beginning_wins() {
        var own =
                PriceList.parse(
                        """
                        {"currency": "USD", "models": [
                          {"names": ["my-*"], "perMillionTokens": {"inputText": 1},
                           "source": "contract", "read": "2026-11-25"},
                          {"names": ["my-big-*", "gpt-realtime"],
                           "perMillionTokens": {"inputText": 2.5},
                           "source": "contract", "read": "2026-11-25"}]}
                        """);
        var both = prices.with(own);
        assertThat(million(both, "my-small")).isEqualByComparingTo("1");
        assertThat(million(both, "my-big-one")).isEqualByComparingTo("2.5");
        assertThat(million(both, "gpt-realtime")).isEqualByComparingTo("2.5");
        assertThat(both.cost(Usage.ofText("gpt-realtime-2", 1, 0, 0))).isPresent();
    }

    @Test
    void prices_in_another_currency_stand_alone() {
        var own =
                PriceList.parse(
                        """
                        {"currency": "EUR", "models": [
                          {"names": ["m"], "perMinute": 0.01, "source": "s", "read": "2026-11-25"}]}
                        """);
        var both = prices.with(own);
        assertThat(both.currency()).isEqualTo("EUR");
        assertThat(both.cost(Usage.ofText("gpt-realtime", 1, 0, 0))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"currency\": \"XYZZY\", \"models\": []}",
                "{\"currency\": \"USD\", \"models\": [{\"names\": [\"m\"], \"source\": \"s\", \"read\": \"2026-11-25\"}]}",
                "{\"currency\": \"USD\", \"models\": [{\"names\": [\"m\"], \"perMinute\": -1, \"source\": \"s\", \"read\": \"2026-11-25\"}]}",
                "{\"currency\": \"USD\", \"models\": [{\"names\": [\"m\"], \"perMillionTokens\": {\"words\": 1}, \"source\": \"s\", \"read\": \"2026-11-25\"}]}",
                "{\"currency\": \"USD\", \"models\": [{\"names\": [\"m\"], \"perHour\": 1}]}"
            })
    void a_wrong_list_is_refused(String json) {
        assertThatThrownBy(() -> PriceList.parse(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContainingAny("null");
    }

    private BigDecimal cost(Usage usage) {
        return prices.cost(usage).orElseThrow().amount();
    }

    /// What a million tokens of text cost.
    private static BigDecimal million(PriceList list, String model) {
        return list.cost(Usage.ofText(model, 1_000_000, 0, 0)).orElseThrow().amount();
    }
}
