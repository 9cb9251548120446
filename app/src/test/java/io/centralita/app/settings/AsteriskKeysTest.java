package io.centralita.app.settings;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.app.settings.AsteriskSetup.Direct;
import io.centralita.app.text.Messages;
import io.centralita.channel.asterisk.AsteriskSettings.DialPlan;
import io.centralita.channel.asterisk.AsteriskSettings.Recording;
import io.centralita.channel.asterisk.AsteriskSettings.Transport;
import io.centralita.channel.asterisk.AsteriskSettings.Unserved;
import io.centralita.channel.asterisk.ari.AriSettings;
import io.centralita.channel.asterisk.ari.AriSettings.Events;
import io.centralita.channel.asterisk.audiosocket.Network;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AsteriskKeysTest {
    private static final Map<String, String> PBX =
            Map.of(
                    "ASTERISK_HOST", "10.0.0.5",
                    "ASTERISK_USERNAME", "gateway",
                    "ASTERISK_PASSWORD", "find-me-password");

    @TempDir Path directory;

    @Test
    void without_any_setting_nobody_comes_from_an_asterisk_and_nothing_is_open() throws Exception {
        var setup = read(Map.of()).settings().asterisk();
        assertThat(setup.isOn()).isFalse();
        assertThat(setup.ari()).isNull();
        assertThat(setup.direct()).isEqualTo(Direct.OFF);
        assertThat(setup.media().audioSocketHost()).isEmpty();
    }

    @Test
    void what_todays_users_have_in_their_files_is_enough() throws Exception {
        Files.writeString(
                directory.resolve(".env"),
                """
                ASTERISK_HOST=10.0.0.5
                ASTERISK_PORT=8088
                ASTERISK_USERNAME=gateway
                ASTERISK_PASSWORD=find-me-password
                LOCAL_IP_ADDRESS=10.0.0.7
                """);
        var setup = read(Map.of()).settings().asterisk();
        assertThat(setup.isOn()).isTrue();
        var ari = ari(setup);
        assertThat(ari.base()).hasToString("http://10.0.0.5:8088/ari");
        assertThat(ari.username()).isEqualTo("gateway");
        assertThat(ari.password()).isEqualTo("find-me-password");
        assertThat(ari.application()).isEqualTo("centralita");
        assertThat(ari.events()).isEqualTo(Events.CONNECT);
        assertThat(setup.transport()).isEqualTo(Transport.AUTO);
        assertThat(setup.media().localAddress()).contains("10.0.0.7");
        assertThat(setup.media().rtpPorts()).isEqualTo(new PortRange(31_200, 32_199));
        assertThat(setup.media().sampleRateHz()).isEmpty();
        assertThat(setup.recording()).isEqualTo(Recording.OFF);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.5, false, , http://10.0.0.5:8088/ari",
        "pbx.example.net, true, , https://pbx.example.net:8089/ari",
        "pbx, true, 8443, https://pbx:8443/ari",
        "::1, false, 8090, http://[::1]:8090/ari",
    })
    void the_address_is_made_of_its_parts(String host, String tls, String port, String url)
            throws Exception {
        var changes = new HashMap<String, String>();
        changes.put("ASTERISK_HOST", host);
        changes.put("ASTERISK_TLS", tls);
        if (port != null) {
            changes.put("ASTERISK_PORT", port);
        }
        assertThat(ari(setup(changes)).base()).hasToString(url);
    }

    @Test
    void everything_else_can_be_chosen() throws Exception {
        var setup =
                setup(
                        Map.ofEntries(
                                entry("ASTERISK_TRANSPORT", "websocket"),
                                entry("ASTERISK_EVENTS", "listen"),
                                entry("ASTERISK_WEBSOCKET_CLIENT", "centralita-media"),
                                entry("ASTERISK_MEDIA_RATE", "16000"),
                                entry("AUDIOSOCKET_PORT", "0"),
                                entry("AUDIOSOCKET_NETWORKS", "10.0.0.5, 192.168.7.0/24"),
                                entry("RTP_PORTS", "20000 - 20099"),
                                entry("ASTERISK_DIRECT_CALLS", "any"),
                                entry("ASTERISK_KEY", "find-me-key"),
                                entry("ASTERISK_RECORDING", "announced"),
                                entry(
                                        "ASTERISK_VARIABLES",
                                        "TENANT, PJSIP_HEADER(read,X-Id),TENANT"),
                                entry("ASTERISK_UNSERVED", "congestion"),
                                entry("ASTERISK_NUMBERS", "Local/{number}@outbound/n")));
        assertThat(ari(setup).events()).isEqualTo(Events.LISTEN);
        assertThat(setup.transport()).isEqualTo(Transport.WEBSOCKET);
        assertThat(setup.media().websocketClient()).contains("centralita-media");
        assertThat(setup.media().sampleRateHz()).hasValue(16_000);
        assertThat(setup.media().audioSocketPort()).isZero();
        assertThat(setup.media().audioSocketNetworks())
                .containsExactly(Network.parse("10.0.0.5"), Network.parse("192.168.7.0/24"));
        assertThat(setup.media().rtpPorts()).isEqualTo(new PortRange(20_000, 20_099));
        assertThat(setup.direct()).isEqualTo(Direct.ANY);
        assertThat(Objects.requireNonNull(setup.key()).value()).isEqualTo("find-me-key");
        assertThat(setup.recording()).isEqualTo(Recording.ANNOUNCED);
        assertThat(setup.dialPlan())
                .isEqualTo(
                        new DialPlan(
                                Unserved.CONGESTION,
                                List.of("TENANT", "PJSIP_HEADER(read,X-Id)"),
                                "Local/{number}@outbound/n"));
        assertThat(setup.toString()).doesNotContain("find-me");
    }

    @Test
    void a_call_of_this_machine_to_itself_has_no_asterisk() throws Exception {
        var all = new HashMap<>(PBX);
        all.put("ASTERISK_DIRECT_CALLS", "any");
        assertThat(read(all).settings().alone().asterisk().isOn()).isFalse();
        assertThat(read(Map.of("ASTERISK_DIRECT_CALLS", "any")).settings().asterisk().isOn())
                .isTrue();
    }

    @Test
    void all_that_is_missing_is_named_at_once() {
        assertThat(problems(Map.of("ASTERISK_HOST", "pbx")))
                .singleElement()
                .asString()
                .contains("ASTERISK_USERNAME, ASTERISK_PASSWORD", "ari.conf");
        assertThat(
                        problems(
                                Map.of(
                                        "ASTERISK_PASSWORD", "find-me-password",
                                        "ASTERISK_EVENTS", "listen",
                                        "ASTERISK_WEBSOCKET_CLIENT", "media",
                                        "ASTERISK_DIRECT_CALLS", "announced",
                                        "ASTERISK_RECORDING", "announced",
                                        "LOCAL_IP_ADDRESS", "0.0.0.0")))
                .hasSize(3)
                .noneMatch(text -> text.contains("find-me"))
                .anyMatch(text -> text.contains("ASTERISK_HOST, ASTERISK_USERNAME"))
                .anyMatch(
                        text ->
                                text.contains("ASTERISK_KEY")
                                        && text.contains(
                                                "ASTERISK_EVENTS, ASTERISK_WEBSOCKET_CLIENT,"
                                                        + " ASTERISK_DIRECT_CALLS"))
                .anyMatch(text -> text.contains("LOCAL_IP_ADDRESS is 0.0.0.0"));
    }

    @Test
    void an_asterisk_that_comes_to_us_needs_no_host() throws Exception {
        var comes =
                Map.of(
                        "ASTERISK_EVENTS", "listen",
                        "ASTERISK_KEY", "find-me-key",
                        "ASTERISK_RECORDING", "announced",
                        "ASTERISK_APPLICATION", "phones");
        var setup = read(comes).settings().asterisk();
        assertThat(setup.isOn()).isTrue();
        assertThat(ari(setup).url()).isEmpty();
        assertThat(ari(setup).events()).isEqualTo(Events.LISTEN);
        assertThat(ari(setup).application()).isEqualTo("phones");

        var webSocket = new HashMap<>(comes);
        webSocket.put("ASTERISK_TRANSPORT", "websocket");
        assertThat(problems(webSocket))
                .singleElement()
                .asString()
                .contains("ASTERISK_WEBSOCKET_CLIENT");
        webSocket.put("ASTERISK_WEBSOCKET_CLIENT", "centralita");
        assertThat(ari(read(webSocket).settings().asterisk()).url()).isEmpty();
        assertThat(problems(Map.of("ASTERISK_EVENTS", "listen")))
                .singleElement()
                .asString()
                .contains("ASTERISK_KEY");
    }

    @Test
    void who_records_has_to_reach_an_asterisk() {
        assertThat(problems(Map.of("ASTERISK_RECORDING", "announced")))
                .singleElement()
                .asString()
                .contains("ASTERISK_RECORDING needs");
    }

    @Test
    void a_wrong_key_is_named_without_what_it_is() {
        assertThat(
                        problems(
                                Map.of(
                                        "ASTERISK_KEY",
                                        "find me",
                                        "ASTERISK_DIRECT_CALLS",
                                        "announced")))
                .singleElement()
                .asString()
                .contains("ASTERISK_KEY")
                .doesNotContain("find me");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ASTERISK_HOST=http://pbx",
                "ASTERISK_HOST=pbx:8088",
                "ASTERISK_PORT=0",
                "ASTERISK_USERNAME=two words",
                "ASTERISK_APPLICATION=our,app",
                "ASTERISK_TRANSPORT=udp",
                "ASTERISK_EVENTS=both",
                "ASTERISK_MEDIA_RATE=48000",
                "ASTERISK_WEBSOCKET_CLIENT=a b",
                "RTP_PORTS=20099-20000",
                "RTP_PORTS=80-90",
                "RTP_PORTS=20000",
                "AUDIOSOCKET_NETWORKS=10.0.0.0/40",
                "AUDIOSOCKET_NETWORKS=pbx",
                "ASTERISK_VARIABLES=A,,B",
                "ASTERISK_VARIABLES=A&B",
                "ASTERISK_VARIABLES=A(b",
                "ASTERISK_NUMBERS=PJSIP/trunk",
                "ASTERISK_NUMBERS={number}@trunk",
                "ASTERISK_UNSERVED=silence",
            })
    void a_wrong_value_is_named_with_what_would_be_right(String line) {
        var name = line.substring(0, line.indexOf('='));
        var value = line.substring(line.indexOf('=') + 1);
        var all = new HashMap<>(PBX);
        all.put(name, value);
        all.put("ASTERISK_KEY", "k");
        assertThat(problems(all))
                .singleElement()
                .asString()
                .contains(name, "«" + value + "»", "right would be");
    }

    private AsteriskSetup setup(Map<String, String> changes) throws Exception {
        var all = new HashMap<>(PBX);
        all.putAll(changes);
        return read(all).settings().asterisk();
    }

    private static AriSettings ari(AsteriskSetup setup) {
        return Objects.requireNonNull(setup.ari());
    }

    private List<String> problems(Map<String, String> environment) {
        return read(environment).problems().stream()
                .map(problem -> problem.text(Messages.in(Locale.ENGLISH)))
                .toList();
    }

    private Reading read(Map<String, String> environment) {
        return SettingsReader.read(directory, environment);
    }
}
