package io.centralita.channel.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.channel.asterisk.AsteriskSettings.Transport;
import io.centralita.channel.asterisk.ari.Ari;
import io.centralita.channel.asterisk.media.MediaTransport;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which ways of audio are tried, and in which order.
final class TransportChoiceTest {
    private static final Set<String> ALL =
            Set.of(
                    "chan_websocket.so",
                    "res_http_websocket.so",
                    "res_websocket_client.so",
                    "chan_audiosocket.so",
                    "res_audiosocket.so",
                    "chan_rtp.so",
                    "res_rtp_asterisk.so");

    private final PretendAsterisk asterisk = new PretendAsterisk();
    private final PretendTransport webSocket = new PretendTransport("websocket", asterisk);
    private final List<MediaTransport> all =
            List.of(
                    new PretendTransport("rtp", asterisk),
                    webSocket,
                    new PretendTransport("audiosocket", asterisk));

    /// Releases on both sides of those in which JSON control and marks came.
    @ParameterizedTest
    @CsvSource({
        "22.10.1, true",
        "22.8.0, true",
        "22.7.0, false",
        "22.6.0, false",
        "20.18.0, true",
        "20.17.2, false",
        "21.12.0, false",
        "23.2.0, true",
        "23.1.0, false",
        "24.0.0, true",
        "19.8.1, false",
        "18.20.0, false",
        "GIT-22.9.0, true",
        "certified/20.7-cert5, false",
        "certified/20.19-cert1, true",
        "somebody's own, true"
    })
    void media_websockets_are_used_where_they_have_marks(String version, boolean has) {
        for (var connects : List.of(true, false)) {
            assertThat(Abilities.has("websocket", connects, version, ALL)).isEqualTo(has);
        }
        assertThat(Abilities.has("audiosocket", false, version, ALL)).isTrue();
        assertThat(Abilities.has("rtp", false, version, ALL)).isTrue();
    }

    /// @param connects whether Asterisk is to open media WebSockets
    /// @param missing modules
    /// @param tried in this order
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "22.10.1 | false | -                                         | websocket audiosocket rtp",
                "22.10.1 | true  | -                                         | websocket audiosocket rtp",
                "22.10.1 | false | chan_websocket                            | audiosocket rtp",
                "22.10.1 | false | res_http_websocket                        | audiosocket rtp",
                "22.10.1 | true  | res_http_websocket                        | websocket audiosocket rtp",
                "22.10.1 | false | res_websocket_client                      | websocket audiosocket rtp",
                "22.10.1 | true  | res_websocket_client                      | audiosocket rtp",
                "22.10.1 | false | chan_audiosocket                          | websocket rtp",
                "22.10.1 | false | res_audiosocket                           | websocket rtp",
                "22.10.1 | false | chan_websocket res_audiosocket            | rtp",
                "22.10.1 | false | res_rtp_asterisk                          | websocket audiosocket",
                "22.10.1 | false | chan_websocket chan_rtp                   | audiosocket",
                "22.7.0  | false | -                                         | audiosocket rtp",
                "22.7.0  | false | chan_audiosocket                          | rtp",
                "20.18.0 | true  | -                                         | websocket audiosocket rtp",
                "20.17.2 | true  | -                                         | audiosocket rtp",
                "23.1.0  | false | -                                         | audiosocket rtp",
                "16.30.0 | false | chan_websocket chan_audiosocket           | rtp",
                "22.10.1 | false | chan_websocket chan_audiosocket chan_rtp  | websocket audiosocket rtp"
            })
    void auto_is_what_asterisk_has_the_best_first_and_everything_where_it_has_nothing(
            String version, boolean connects, String missing, String tried) {
        webSocket.asteriskConnects = connects;
        var modules = new ArrayList<>(ALL);
        for (var module : missing.split(" ", -1)) {
            modules.remove(module + ".so");
        }
        var choice = new TransportChoice(Transport.AUTO, all);
        assertThat(names(choice)).as("before it was asked").hasSize(3).startsWith("websocket");
        choice.asteriskIs(new Ari.Info(version, ""), modules);
        assertThat(String.join(" ", names(choice))).isEqualTo(tried);
        assertThat(webSocket.version).isEqualTo(version);
    }

    @Test
    void another_asterisk_is_another_choice() {
        var choice = new TransportChoice(Transport.AUTO, all);
        choice.asteriskIs(new Ari.Info("22.7.0", ""), List.copyOf(ALL));
        assertThat(names(choice)).containsExactly("audiosocket", "rtp");
        choice.asteriskIs(new Ari.Info("22.10.1", ""), List.copyOf(ALL));
        assertThat(names(choice)).containsExactly("websocket", "audiosocket", "rtp");
    }

    @Test
    void transport_of_the_settings_is_the_only_one_whatever_asterisk_has() {
        for (var setting : List.of(Transport.WEBSOCKET, Transport.AUDIOSOCKET, Transport.RTP)) {
            var choice = new TransportChoice(setting, all);
            choice.asteriskIs(new Ari.Info("18.20.0", ""), List.of("chan_audiosocket.so"));
            assertThat(names(choice)).hasSize(1).allMatch(setting.name()::equalsIgnoreCase);
        }
    }

    private static List<String> names(TransportChoice choice) {
        return choice.inOrder().stream().map(MediaTransport::name).toList();
    }
}
