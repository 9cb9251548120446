package io.centralita.channel.asterisk.audiosocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.centralita.channel.VirtualNanos;
import io.centralita.media.AudioFormat;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PartsTest {
    @ParameterizedTest
    @CsvSource({
        "18.26.4, false, false",
        "20.13.0, false, false",
        "20.14.0, false, true",
        "20.16.0, false, true",
        "20.17.0, true, true",
        "21.9.1, false, true",
        "21.12.0, true, true",
        "22.3.0, false, false",
        "22.4.0, false, true",
        "22.6.1, false, true",
        "22.7.0, true, true",
        "22.10.1, true, true",
        "22.11.0-rc1, true, true",
        "23.0.0, false, true",
        "23.1.0, true, true",
        "24.0.0, true, true",
        "certified/20.7-cert5, false, false",
        "GIT-master-1a2b3c4M, false, false",
        "'', false, false",
        "22, false, false"
    })
    void what_an_asterisk_can_is_known_by_its_version(
            String version, boolean rates, boolean digits) {
        assertThat(AudioSocketAbilities.of(version))
                .isEqualTo(new AudioSocketAbilities(rates, digits));
    }

    @ParameterizedTest
    @CsvSource({
        "ulaw, 8000",
        "alaw, 8000",
        "g729, 8000",
        "g722, 16000",
        "slin16, 16000",
        "opus, 24000",
        "nobody-knows, 16000"
    })
    void a_phones_rate_is_that_of_its_first_codec(String codec, int rateHz) {
        assertThat(PhoneRate.of(List.of(codec, "ulaw", "opus"))).isEqualTo(AudioFormat.pcm(rateHz));
        assertThat(PhoneRate.of(List.of())).isEqualTo(AudioFormat.PCM_16K);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.5, 10.0.0.5, true",
        "10.0.0.5, 10.0.0.6, false",
        "10.0.0.0/24, 10.0.0.255, true",
        "10.0.0.0/24, 10.0.1.0, false",
        "10.0.0.128/25, 10.0.0.127, false",
        "10.0.0.128/25, 10.0.0.200, true",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, ::1, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "::1, ::1, true",
        "10.0.0.5, pbx.example.net, false"
    })
    void a_network_has_the_addresses_that_begin_like_it(
            String network, String address, boolean has) {
        assertThat(Network.parse(network).contains(address)).isEqualTo(has);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "pbx.example.net",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/x",
                "10.0.0.0/",
                "::1/129"
            })
    void what_is_no_network_is_refused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Network.parse(text));
    }

    @Test
    void announcements_come_as_forms() throws Exception {
        var read =
                AnnouncementReader.ofForm(
                        List.of(
                                Map.entry("from", "+34910000000"),
                                Map.entry("to", "600"),
                                Map.entry("name", "Ana María"),
                                Map.entry("queue", "ventas"),
                                Map.entry("empty", ""),
                                Map.entry("from", "second")));
        assertThat(read)
                .isEqualTo(
                        new Announcement(
                                "+34910000000",
                                "600",
                                Map.of("caller_name", "Ana María", "queue", "ventas")));
        assertThat(AnnouncementReader.ofForm(List.of())).isEqualTo(Announcement.NOTHING);
    }

    @Test
    void announcements_come_as_json() throws Exception {
        var json =
                "{\"from\":\"1\",\"to\":600,\"name\":null,\"vip\":true,\"variables\":{\"queue\":\"ventas\",\"n\":3}}";
        assertThat(AnnouncementReader.ofJson(json.getBytes(UTF_8)))
                .isEqualTo(
                        new Announcement(
                                "1", "600", Map.of("vip", "true", "queue", "ventas", "n", "3")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "7",
                "{",
                "{\"a\":{\"b\":1}}",
                "{\"variables\":[1]}",
                "{\"\":\"x\"}"
            })
    void what_is_no_announcement_is_refused(String json) {
        assertThatThrownBy(() -> AnnouncementReader.ofJson(json.getBytes(UTF_8)))
                .isInstanceOf(AnnouncementReader.Unreadable.class);
    }

    @Test
    void announcements_have_bounds() {
        var many = Collections.nCopies(23, Map.entry("a", "b"));
        assertThatThrownBy(() -> AnnouncementReader.ofForm(many)).hasMessage("too-many-fields");
        assertThatThrownBy(() -> AnnouncementReader.ofForm(List.of(Map.entry("a".repeat(65), ""))))
                .hasMessage("field-length");
        assertThatThrownBy(
                        () -> AnnouncementReader.ofForm(List.of(Map.entry("a", "b".repeat(499)))))
                .hasMessage("field-length");
    }

    @Test
    void as_many_calls_may_be_announced_as_there_is_room_for() {
        var settings =
                AudioSocketSettings.local()
                        .with(
                                new AudioSocketSettings.Announcements(
                                        Optional.empty(), Duration.ofSeconds(60), 2));
        var ids = new CallIds(settings, new VirtualNanos());
        assertThat(ids.announce(new UUID(0, 1), Announcement.NOTHING))
                .isEqualTo(CallIds.Announced.YES);
        assertThat(ids.announce(new UUID(0, 2), Announcement.NOTHING))
                .isEqualTo(CallIds.Announced.YES);
        assertThat(ids.announce(new UUID(0, 2), Announcement.NOTHING))
                .isEqualTo(CallIds.Announced.YES);
        assertThat(ids.announce(new UUID(0, 3), Announcement.NOTHING))
                .isEqualTo(CallIds.Announced.FULL);
        assertThat(ids.announced()).isEqualTo(2);
    }

    @Test
    void neither_keys_nor_callers_print() {
        var settings = AudioSocketSettings.local();
        var withKey = settings.with(settings.announcements().withKey("geheim"));
        assertThat(withKey.toString()).doesNotContain("geheim").contains("key=set");
        assertThat(new AnnouncementGuard(Optional.of("geheim")).toString())
                .doesNotContain("geheim");
        assertThat(new Announcement("+34910000000", "600", Map.of()).toString())
                .doesNotContain("34910000000");
    }

    @Test
    void settings_that_cannot_be_are_refused() {
        var good = AudioSocketSettings.local();
        assertThatIllegalArgumentException().isThrownBy(() -> good.at("", 9092, "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> good.at("x", 65_536, "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> good.onLoops(0));
        assertThatIllegalArgumentException().isThrownBy(() -> good.at("x", 0, "x").onLoops(2));
        assertThatIllegalArgumentException().isThrownBy(() -> good.with(AudioFormat.PCMU_8K));
        assertThatIllegalArgumentException().isThrownBy(() -> good.with(AudioFormat.pcm(48_000)));
        assertThatIllegalArgumentException().isThrownBy(() -> good.announcements().withKey(" "));
    }
}
