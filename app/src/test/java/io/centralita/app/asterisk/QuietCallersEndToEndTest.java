package io.centralita.app.asterisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.centralita.call.record.CallReport;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import io.centralita.fake.asterisk.Call;
import io.centralita.fake.asterisk.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Callers of whom nothing is heard, over each of Asterisk's ways of audio: those whose phone sends
/// nothing in silence, and those who say nothing.
@Timeout(180)
class QuietCallersEndToEndTest {
    @TempDir Path directory;

    @BeforeAll
    static void needsAVoice() {
        assumeTrue(EspeakSynthesiser.detect().available(), "espeak-ng is not installed");
    }

    private PhoneHouse house(String transport) throws Exception {
        return new PhoneHouse(directory, Settings.DEFAULT, Map.of("ASTERISK_TRANSPORT", transport));
    }

    /// A Local channel sends nothing in silence, as phones do that suppress it: that a sentence is
    /// over shows in nothing but that no audio comes any more.
    @ParameterizedTest
    @ValueSource(strings = {"websocket", "audiosocket", "rtp"})
    void a_caller_who_sends_nothing_in_silence_is_answered(String transport) throws Exception {
        try (var house = house(transport)) {
            var phone = house.greeted(Call.to("600").local());
            long asked = house.say(phone, "¿Cuántos clientes hay en router-146?");
            house.awaitReply(phone, asked);
            phone.hangUp();
            assertThat(house.report().tools()).hasSize(1);
            house.assertNothingIsLeft();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "audiosocket", "rtp"})
    void whoever_says_nothing_hears_the_goodbye_to_its_end_and_is_hung_up_on(String transport)
            throws Exception {
        var changes =
                Map.of(
                        "ASTERISK_TRANSPORT", transport,
                        "IDLE_PROMPT_AFTER", "1 s",
                        "IDLE_PROMPTS", "0");
        try (var house = new PhoneHouse(directory, Settings.DEFAULT, changes)) {
            var phone = house.call(Call.to("600"));
            phone.ended().get(60, TimeUnit.SECONDS);
            var report = house.report();
            assertThat(report.endedBy()).isEqualTo("switchboard");
            var said = report.turns().getLast();
            assertThat(said.who()).isEqualTo(CallReport.Who.SWITCHBOARD);
            assertThat(house.judge(phone, List.of(said.text())).heard()).isTrue();
            house.assertNothingIsLeft();
        }
    }
}
