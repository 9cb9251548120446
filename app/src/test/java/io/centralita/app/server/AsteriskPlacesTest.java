package io.centralita.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.app.settings.SettingsReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where Asterisk and we meet: nothing is open beyond loopback unless somebody has asked for it.
class AsteriskPlacesTest {
    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "127.0.0.2"})
    void an_asterisk_on_this_machine_is_met_on_loopback(String host) throws Exception {
        var places = places(host, Map.of());
        assertThat(LocalAddress.isLoopback(places.advertised())).isTrue();
        assertThat(places.audioSocket()).isEqualTo("127.0.0.1");
    }

    @Test
    void callers_who_come_straight_to_us_do_so_on_loopback() throws Exception {
        var read = SettingsReader.read(directory, Map.of("ASTERISK_DIRECT_CALLS", "any"));
        var places = AsteriskPlaces.of(read.settings().asterisk());
        assertThat(places).isEqualTo(new AsteriskPlaces("127.0.0.1", "127.0.0.1", "127.0.0.1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "no-such-name.invalid"})
    void one_elsewhere_is_met_at_an_address_of_ours(String host) throws Exception {
        var places = places(host, Map.of());
        assertThat(LocalAddress.isOurs(places.advertised())).as("%s", places).isTrue();
        assertThat(places.bind()).isEqualTo(places.advertised());
    }

    @Test
    void an_address_that_others_forward_is_told_and_everything_listened_on() throws Exception {
        var places = places("192.0.2.1", Map.of("LOCAL_IP_ADDRESS", "192.0.2.77"));
        assertThat(places).isEqualTo(new AsteriskPlaces("192.0.2.77", "0.0.0.0", "0.0.0.0"));
        var told = Map.of("LOCAL_IP_ADDRESS", "192.0.2.77", "AUDIOSOCKET_HOST", "127.0.0.1");
        assertThat(places("192.0.2.1", told).audioSocket()).isEqualTo("127.0.0.1");
    }

    @Test
    void an_address_with_colons_stands_in_brackets_before_a_port() {
        assertThat(new AsteriskPlaces("::1", "::1", "::1").advertisedInUrl()).isEqualTo("[::1]");
    }

    private AsteriskPlaces places(String host, Map<String, String> changes) throws Exception {
        var environment = new HashMap<>(changes);
        environment.put("ASTERISK_HOST", host);
        environment.put("ASTERISK_USERNAME", "u");
        environment.put("ASTERISK_PASSWORD", "p");
        return AsteriskPlaces.of(SettingsReader.read(directory, environment).settings().asterisk());
    }
}
