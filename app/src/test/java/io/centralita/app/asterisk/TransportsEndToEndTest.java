package io.centralita.app.asterisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.centralita.call.record.CallReport;
import io.centralita.call.text.BundledTexts;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import io.centralita.fake.asterisk.Call;
import io.centralita.fake.asterisk.Settings;
import io.centralita.fake.asterisk.audio.Format;
import io.centralita.tool.mikrotik.MikrotikClient;
import io.centralita.tool.mikrotik.MikrotikReply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Callers of an Asterisk over each of its ways of audio, through the whole switchboard.
@Timeout(180)
class TransportsEndToEndTest {
    private static final String QUESTION = "¿Cuántos clientes hay en router-146?";
    private static final Duration TOOL = Duration.ofSeconds(20);

    @TempDir Path directory;

    @BeforeAll
    static void needsAVoice() {
        assumeTrue(EspeakSynthesiser.detect().available(), "espeak-ng is not installed");
    }

    private PhoneHouse house(String transport) throws Exception {
        return new PhoneHouse(directory, Settings.DEFAULT, Map.of("ASTERISK_TRANSPORT", transport));
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "audiosocket", "rtp"})
    void a_question_is_answered_aloud_and_nothing_is_left(String transport) throws Exception {
        try (var house = house(transport);
                var service = new MikrotikClient(house.server.apiUrl())) {
            var phone = house.greeted(Call.to("600"));
            // Facts move with time: right is what is right before, or after.
            var right = new HashSet<String>();
            answer(service).ifPresent(right::add);
            long asked = house.say(phone, QUESTION);
            house.awaitReply(phone, asked);
            answer(service).ifPresent(right::add);
            assertThat(house.metrics())
                    .contains("centralita_asterisk_lines{transport=\"" + transport + "\"} 1.0")
                    .contains("centralita_asterisk_calls 1.0")
                    .contains("centralita_asterisk_events{state=\"connected\"} 1.0");
            phone.hangUp();

            var report = house.report();
            assertThat(report.endedBy()).isEqualTo("caller");
            assertThat(report.tools())
                    .singleElement()
                    .extracting(CallReport.ToolUse::name)
                    .isEqualTo("consultar_mikrotik");
            assertThat(report.channel()).isEqualTo("asterisk");
            var verdict = house.judge(phone, right);
            assertThat(verdict.heard()).as("%s in %s", verdict, report).isTrue();
            house.assertNothingIsLeft();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "audiosocket", "rtp"})
    void a_caller_who_speaks_over_the_greeting_silences_it(String transport) throws Exception {
        try (var house = house(transport)) {
            var phone = house.call(Call.to("600"));
            phone.hearsAbove(-40, 0).get(20, TimeUnit.SECONDS);
            long begun = phone.nanoTime();
            phone.say(house.spoken(QUESTION));
            PhoneHouse.await(
                    () ->
                            phone.nanoTime() - phone.heard().lastAboveNanos(-40).orElseThrow()
                                    > TimeUnit.SECONDS.toNanos(1));
            long silent = phone.heard().lastAboveNanos(-40).orElseThrow();
            phone.hangUp();

            var greeting =
                    house.spoken(new BundledTexts().text("call.greeting", PhoneHouse.SPANISH));
            assertThat(Duration.ofNanos(silent - begun)).isLessThan(greeting.duration());
            assertThat(house.report().turns().getFirst().interrupted()).isTrue();
            house.assertNothingIsLeft();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "audiosocket", "rtp"})
    void a_wide_band_phone_is_understood_and_spoken_to(String transport) throws Exception {
        try (var house = house(transport)) {
            var phone = house.greeted(Call.to("600").speaks(Format.G722));
            long asked = house.say(phone, QUESTION);
            house.awaitReply(phone, asked);
            phone.hangUp();
            assertThat(house.report().tools()).hasSize(1);
            house.assertNothingIsLeft();
        }
    }

    private static Optional<String> answer(MikrotikClient service) throws InterruptedException {
        return service.query(QUESTION, TOOL, TOOL) instanceof MikrotikReply.Answered(var text)
                ? Optional.of(text)
                : Optional.empty();
    }
}
