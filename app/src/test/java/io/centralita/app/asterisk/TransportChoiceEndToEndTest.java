package io.centralita.app.asterisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.centralita.engine.offline.voice.EspeakSynthesiser;
import io.centralita.fake.asterisk.Call;
import io.centralita.fake.asterisk.FakeAsterisk;
import io.centralita.fake.asterisk.Settings;
import io.centralita.fake.asterisk.ari.Installation;
import io.centralita.fake.asterisk.audio.Format;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the whole server asks an Asterisk for, as that and the caller's phone are.
@Timeout(120)
class TransportChoiceEndToEndTest {
    @TempDir Path directory;

    @BeforeAll
    static void needsAVoice() {
        assumeTrue(EspeakSynthesiser.detect().available(), "espeak-ng is not installed");
    }

    /// @param missing a module that Asterisk does not have
    /// @param changes to the server's settings
    /// @param asked by encapsulation and format, one after the other; the last one carries the call
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "22.10.1 | -                 | ULAW | -                         | none/ulaw",
                "22.10.1 | -                 | G722 | -                         | none/slin16",
                "22.10.1 | -                 | ULAW | ASTERISK_MEDIA_RATE=16000 | none/slin16",
                "22.10.1 | chan_websocket.so | ULAW | -                         | audiosocket/slin",
                "22.10.1 | chan_websocket.so | G722 | -                         | audiosocket/slin16",
                "22.10.1 | chan_websocket.so | ULAW | ASTERISK_MEDIA_RATE=24000 | audiosocket/slin24",
                "22.6.0  | -                 | G722 | ASTERISK_MEDIA_RATE=24000 | audiosocket/slin",
                "20.8.1  | chan_audiosocket.so | G722 | -                       | rtp/g722",
                "22.6.0  | -                 | ALAW | LOCAL_IP_ADDRESS=127.0.0.2 | audiosocket/slin rtp/alaw"
            })
    void a_call_goes_by_the_best_way_that_can_be_had_at_the_rate_of_its_phone(
            String version, String missing, String phone, String changes, String asked)
            throws Exception {
        var installation = Installation.CURRENT.version(version);
        var pbx =
                Settings.DEFAULT.withInstallation(
                        missing == null ? installation : installation.without(missing));
        var environment = new HashMap<String, String>();
        if (changes != null) {
            var parts = changes.split("=", 2);
            environment.put(parts[0], parts[1]);
            // At 127.0.0.2 nobody listens for AudioSocket then.
            environment.put("AUDIOSOCKET_HOST", "127.0.0.1");
        }
        try (var house = new PhoneHouse(directory, pbx, environment)) {
            PhoneHouse.await(() -> wasAskedAboutItself(house.asterisk));
            var caller = house.call(Call.to("600").speaks(format(phone)));
            caller.hearsAbove(-40, 0).get(30, TimeUnit.SECONDS);
            assertThat(String.join(" ", media(house.asterisk))).isEqualTo(asked);
            caller.hangUp();
            house.assertNothingIsLeft();
        }
    }

    private static boolean wasAskedAboutItself(FakeAsterisk asterisk) {
        return asterisk.asked().stream().anyMatch(one -> one.what().endsWith("bridges"));
    }

    private static Format format(String phone) {
        return switch (phone) {
            case "G722" -> Format.G722;
            case "ALAW" -> Format.ALAW;
            default -> Format.ULAW;
        };
    }

    /// What was asked for, by encapsulation and format.
    private static List<String> media(FakeAsterisk asterisk) {
        return asterisk.asked().stream()
                .filter(one -> one.what().equals("POST channels/externalMedia"))
                .map(one -> query(one.uri()))
                .map(
                        query ->
                                query.getOrDefault("encapsulation", "rtp").toLowerCase(Locale.ROOT)
                                        + "/"
                                        + query.get("format"))
                .toList();
    }

    private static Map<String, String> query(String uri) {
        var query = new HashMap<String, String>();
        for (var parameter : uri.substring(uri.indexOf('?') + 1).split("&", -1)) {
            var parts = parameter.split("=", 2);
            query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return query;
    }
}
