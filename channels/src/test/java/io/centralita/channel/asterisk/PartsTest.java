package io.centralita.channel.asterisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.centralita.channel.asterisk.AsteriskSettings.DialPlan;
import io.centralita.channel.asterisk.AsteriskSettings.Transport;
import io.centralita.channel.asterisk.AsteriskSettings.Unserved;
import io.centralita.channel.asterisk.ari.Ari;
import io.centralita.channel.asterisk.media.MediaTransport;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is decided without anything happening.
final class PartsTest {
    private static final Set<String> ALL =
            Set.of("chan_websocket.so", "chan_audiosocket.so", "chan_rtp.so");

    @Test
    void what_we_make_is_known_by_its_name() {
        var ids = new Ids("my app", "a1b2c3d4");
        assertThat(ids.media()).isEqualTo("my_app-a1b2c3d4.m1");
        assertThat(ids.person()).isEqualTo("my_app-a1b2c3d4.p2");
        assertThat(ids.isOwn("my_app-a1b2c3d4.m1")).isTrue();
        assertThat(ids.isOfApplication("my_app-00000000.b7")).isTrue();
        assertThat(ids.isOwn("my_app-00000000.b7")).isFalse();
        assertThat(ids.isChannel("my_app-00000000.b7")).isFalse();
        assertThat(ids.isPerson("my_app-00000000.p7")).isTrue();
    }

    @Test
    void what_others_make_is_not_taken_for_ours() {
        var ids = new Ids("centralita", "a1b2c3d4");
        assertThat(ids.isOfApplication("1795216305.35")).isFalse();
        assertThat(ids.isOfApplication("centralita-eu-00000000.m1")).isFalse();
        assertThat(ids.isOfApplication("centralita-00000000.p1;2")).isFalse();
        assertThat(ids.isOfApplication("xcentralita-00000000.m1")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "22.10.1, true",
        "22.8.0, true",
        "22.7.0, false",
        "20.18.0, true",
        "20.17.2, false",
        "21.12.0, false",
        "23.2.0, true",
        "23.1.0, false",
        "24.0.0, true",
        "GIT-22.9.0, true",
        "certified/20.19-cert1, true",
        "somebody's own, true"
    })
    void media_websockets_are_used_where_they_have_marks(String version, boolean has) {
        assertThat(Abilities.of(version, ALL).contains("websocket")).isEqualTo(has);
        assertThat(Abilities.of(version, ALL)).contains("audiosocket", "rtp");
        assertThat(Abilities.of(version, Set.of("chan_rtp.so"))).containsExactly("rtp");
    }

    @Test
    void best_transport_that_asterisk_has_is_tried_first() {
        var choice = new TransportChoice(Transport.AUTO, all());
        assertThat(names(choice)).containsExactly("websocket", "audiosocket", "rtp");
        choice.asteriskIs(new Ari.Info("18.20.0", ""), List.of("chan_audiosocket.so"));
        assertThat(names(choice)).containsExactly("audiosocket");
        choice.asteriskIs(new Ari.Info("18.20.0", ""), List.of());
        assertThat(names(choice)).containsExactly("websocket", "audiosocket", "rtp");
    }

    @Test
    void transport_of_the_settings_is_the_only_one() {
        assertThat(names(new TransportChoice(Transport.RTP, all()))).containsExactly("rtp");
    }

    @Test
    void dial_string_without_a_place_for_the_number_is_refused() {
        assertThatThrownBy(() -> new DialPlan(Unserved.DIAL_PLAN, List.of(), "PJSIP/trunk"))
                .hasMessageContaining("{number}");
    }

    private static List<String> names(TransportChoice choice) {
        return choice.inOrder().stream().map(MediaTransport::name).toList();
    }

    private static List<MediaTransport> all() {
        var asterisk = new PretendAsterisk();
        return List.of(
                new PretendTransport("rtp", asterisk),
                new PretendTransport("websocket", asterisk),
                new PretendTransport("audiosocket", asterisk));
    }
}
