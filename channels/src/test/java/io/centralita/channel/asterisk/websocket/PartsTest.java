package io.centralita.channel.asterisk.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.asterisk.websocket.WebSocketSettings.Limits;
import io.centralita.channel.asterisk.websocket.WebSocketSettings.Visitors;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/// The small parts, one after the other.
final class PartsTest {
    @Example
    void g711_is_passed_through_and_everything_else_loses_nothing() {
        assertThat(best("ulaw", "g722")).isEqualTo(MediaFormat.ULAW);
        assertThat(best("alaw")).isEqualTo(MediaFormat.ALAW);
        assertThat(best("g722", "ulaw")).isEqualTo(MediaFormat.SLIN16);
        assertThat(best("opus", "ulaw")).isEqualTo(MediaFormat.SLIN24);
        assertThat(best("gsm")).isEqualTo(MediaFormat.SLIN);
        assertThat(best("tomorrows")).isEqualTo(MediaFormat.SLIN16);
        assertThat(best()).isEqualTo(MediaFormat.SLIN16);
    }

    private static MediaFormat best(String... codecs) {
        return MediaFormat.best(List.of(codecs), OptionalInt.empty());
    }

    @Example
    void a_preferred_rate_is_kept_to() {
        var both = List.of("g722", "alaw");
        assertThat(MediaFormat.best(both, OptionalInt.of(8_000))).isEqualTo(MediaFormat.ALAW);
        assertThat(MediaFormat.best(List.of("g722"), OptionalInt.of(8_000)))
                .isEqualTo(MediaFormat.SLIN);
        assertThat(MediaFormat.best(both, OptionalInt.of(16_000))).isEqualTo(MediaFormat.SLIN16);
        assertThat(MediaFormat.best(both, OptionalInt.of(24_000))).isEqualTo(MediaFormat.SLIN24);
    }

    @Example
    void media_is_beside_ari() {
        assertThat(beside("http://127.0.0.1:8088/ari")).isEqualTo("ws://127.0.0.1:8088/media");
        assertThat(beside("https://pbx:8089/ari/")).isEqualTo("wss://pbx:8089/media");
        assertThat(beside("http://pbx:8088/prefix/ari")).isEqualTo("ws://pbx:8088/prefix/media");
    }

    private static String beside(String ari) {
        return WebSocketSettings.besideAri(URI.create(ari)).toString();
    }

    @Example
    void settings_cannot_be_wrong_and_do_not_print_the_password() {
        assertThatThrownBy(() -> settings("http://pbx/media", OptionalInt.empty()))
                .hasMessageContaining("ws|wss");
        assertThatThrownBy(() -> settings("ws://pbx/media", OptionalInt.of(44_100)))
                .hasMessageContaining("44100");
        assertThatThrownBy(
                        () ->
                                new Limits(
                                        Duration.ofSeconds(5),
                                        Duration.ofSeconds(5),
                                        Duration.ofMillis(20),
                                        Duration.ofSeconds(10),
                                        Duration.ofSeconds(10),
                                        1))
                .hasMessageContaining("ahead");
        assertThat(settings("ws://pbx/media", OptionalInt.empty()).toString())
                .doesNotContain("mediapass");
    }

    private static WebSocketSettings settings(String media, OptionalInt rateHz) {
        return new WebSocketSettings(
                URI.create(media),
                Optional.empty(),
                new Visitors("mediauser", "mediapass"),
                rateHz,
                false,
                Limits.DEFAULT);
    }

    @Example
    void option_n_leaves_the_answer_to_us() {
        assertThat(answered("gateway/c(ulaw)n")).isFalse();
        assertThat(answered("gateway/nc(ulaw)")).isFalse();
        assertThat(answered("gateway/c(ulaw)v(name=n,n=(n))f(json)")).isTrue();
        assertThat(answered("gateway")).isTrue();
        assertThat(PassedVariables.of(Map.of(), ChannelMetrics.NONE).answered()).isFalse();
    }

    private static boolean answered(String dialled) {
        return PassedVariables.of(Map.of("DIALEDPEERNUMBER", dialled), ChannelMetrics.NONE)
                .answered();
    }

    @Example
    void variables_are_bounded_and_do_not_print() {
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i < 30; i++) {
            many.put("V" + i, "x");
        }
        many.put("LONG", "x".repeat(500));
        many.put("MEDIA_WEBSOCKET_CONNECTION_ID", "gateway");
        many.put("__CENTRALITA_FROM", "+34910000000");
        many.put("CENTRALITA_TO", "x".repeat(500));
        var passed = PassedVariables.of(many, ChannelMetrics.NONE);
        assertThat(passed.parameters()).hasSize(PassedVariables.MOST).doesNotContainKey("LONG");
        assertThat(passed.from()).isEqualTo("+34910000000");
        assertThat(passed.to()).isEmpty();
        assertThat(passed.toString()).doesNotContain("34910000000");
    }

    @Example
    void what_asterisk_would_not_say_is_malformed() {
        for (var text :
                List.of(
                        "",
                        "[]",
                        "{\"event\":\"MEDIA_START\"}",
                        "{\"event\":\"MEDIA_XON\"} {\"event\":\"MEDIA_XON\"}",
                        "{\"event\":\"MEDIA_XON\"",
                        "{\"event\":{\"event\":{\"event\":{\"event\":{\"event\":{\"event\":{\"event\":{\"event\":{\"event\":1}}}}}}}}}")) {
            assertThatThrownBy(() -> read(text)).isInstanceOf(MalformedMedia.class);
        }
    }

    private static MediaEvent read(String text) throws MalformedMedia {
        var bytes = text.getBytes(UTF_8);
        return new MediaEvents().read(bytes, bytes.length);
    }

    @Property(tries = 500)
    void whatever_comes_is_an_event_or_malformed(@ForAll @Size(max = 200) byte[] bytes) {
        try {
            assertThat(new MediaEvents().read(bytes, bytes.length)).isNotNull();
        } catch (MalformedMedia e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    @Example
    void long_variables_end_no_call() throws Exception {
        var start =
                "{\"event\":\"MEDIA_START\",\"channel_id\":\"1.2\",\"channel_variables\":{\"X\":\""
                        + "x".repeat(60_000)
                        + "\"}}";
        assertThat(read(start)).isInstanceOf(MediaEvent.Start.class);
    }

    @Example
    void digits_are_upper_case() throws Exception {
        assertThat(read("{\"event\":\"DTMF_END\",\"digit\":\"a\"}"))
                .isEqualTo(new MediaEvent.Digit('A'));
    }

    @Example
    void commands_have_a_plain_form() {
        assertThat(List.of(Commands.flush(), Commands.answer(), Commands.mark("12.345")))
                .extracting(command -> new String(Commands.plain(command), UTF_8))
                .containsExactly("FLUSH_MEDIA", "ANSWER", "MARK_MEDIA 12.345");
    }

    @Example
    void commands_are_short_enough_however_long_a_call_lasts() {
        var longest = Integer.MAX_VALUE + "." + Long.MAX_VALUE;
        assertThat(Commands.mark(longest)).hasSizeLessThanOrEqualTo(Commands.LONGEST);
    }
}
