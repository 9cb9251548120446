package io.centralita.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.app.doctor.Check.Finding;
import io.centralita.app.settings.Settings;
import io.centralita.app.settings.SettingsReader;
import io.centralita.app.text.Messages;
import io.centralita.channel.webrtc.peer.Availability;
import io.centralita.channel.webrtc.peer.NoPeers;
import io.centralita.channel.webrtc.peer.Peer;
import io.centralita.channel.webrtc.peer.PeerCounts;
import io.centralita.channel.webrtc.peer.PeerListener;
import io.centralita.channel.webrtc.peer.PeerOffer;
import io.centralita.channel.webrtc.peer.Peers;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WebRtcChecksTest {
    private static final Messages ENGLISH = Messages.in(Locale.ENGLISH);

    @TempDir Path directory;

    /// A library of which no more is known than whether it is there.
    private record Library(Availability availability) implements Peers {
        @Override
        public Availability prepare() {
            return availability;
        }

        @Override
        public Peer answer(String offer, Executor executor, PeerListener listener) {
            throw new UnsupportedOperationException();
        }

        @Override
        public PeerOffer offer(Executor executor, PeerListener listener) {
            throw new UnsupportedOperationException();
        }

        @Override
        public PeerCounts counts() {
            return new NoPeers().counts();
        }

        @Override
        public void close() {}
    }

    private Settings settings(String... pairs) throws Exception {
        var all = new HashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) {
            all.put(pairs[i], pairs[i + 1]);
        }
        return SettingsReader.read(directory, all).settings();
    }

    private static List<Finding> look(
            Settings settings, boolean required, Availability library, String... addresses)
            throws Exception {
        var here = Arrays.stream(addresses).map(InetAddress::ofLiteral).toList();
        var checks =
                new WebRtcChecks(
                                settings, ENGLISH, required, () -> new Library(library), () -> here)
                        .checks();
        var found = new ArrayList<Finding>();
        for (var check : checks) {
            found.add(check.look().look());
        }
        return found;
    }

    @Test
    void a_machine_that_can_says_how_it_is_reached() throws Exception {
        var turn = "turns:turn.example.net:443?transport=tcp";
        var found =
                look(
                        settings("TURN_URLS", turn, "TURN_SECRET", "north-secret"),
                        true,
                        new Availability.Ready("webrtc-java 0.14.0"),
                        "203.0.113.5");
        assertThat(found).allMatch(Finding.Pass.class::isInstance);
        assertThat(found.toString())
                .contains("webrtc-java 0.14.0", "203.0.113.5", "32200-32767", turn)
                .doesNotContain("north-secret");
    }

    @Test
    void behind_a_translator_it_says_what_is_missing() throws Exception {
        var found = look(settings(), true, new Availability.Ready("x"), "10.0.0.5", "fd00::2");
        assertThat(found.subList(2, 4)).allMatch(Finding.Note.class::isInstance);
        assertThat(found.get(2).toString()).contains("WEBRTC_ADDRESS");
        assertThat(found.get(3).toString()).contains("TURN_URLS", "TURN_SECRET");
        var told =
                look(
                        settings("WEBRTC_ADDRESS", "203.0.113.10"),
                        true,
                        new Availability.Ready("x"),
                        "10.0.0.5");
        assertThat(told.get(2).toString()).contains("203.0.113.10");
    }

    @Test
    void calls_that_go_to_the_model_are_named_before_all_that_is_for_the_others() throws Exception {
        var model = new String[] {"ENGINE", "openai", "OPENAI_BASE_URL", "https://m.example/v1"};
        var missing =
                new Availability.Missing(
                        Availability.Cause.SYSTEM_LIBRARIES, "no libpulse", List.of("libpulse0"));
        var found = look(settings(model), true, missing, "203.0.113.5");
        assertThat(found.getFirst()).isInstanceOf(Finding.Pass.class);
        assertThat(found.getFirst().toString()).contains("m.example", "WEBRTC_OPENAI=own");
        assertThat(found.get(1)).isInstanceOf(Finding.Note.class); // they can call all the same

        model[3] = "https://r.openai.azure.com/openai?api-version=2025-04-01-preview";
        var preview = look(settings(model), true, missing, "203.0.113.5");
        assertThat(preview.getFirst()).isInstanceOf(Finding.Note.class);
        assertThat(preview.getFirst().toString()).contains("api-version", "/openai/v1");
        assertThat(preview.get(1)).isInstanceOf(Finding.Fail.class);
    }

    @Test
    void who_wants_to_hear_calls_that_go_another_way_is_told() throws Exception {
        var library = new Availability.Ready("x");
        var openAi = new String[] {"ENGINE", "openai", "OPENAI_API_KEY", "sk-x"};
        assertThat(look(settings(openAi), true, library, "203.0.113.5").getLast())
                .isInstanceOf(Finding.Pass.class);
        var wanting = Arrays.copyOf(openAi, 6);
        wanting[4] = "RECORD_CALLS";
        wanting[5] = "announced";
        assertThat(look(settings(wanting), true, library, "203.0.113.5").getLast())
                .isInstanceOfSatisfying(
                        Finding.Note.class,
                        note ->
                                assertThat(note.detail())
                                        .contains("RECORD_CALLS=announced", "WEBRTC_OPENAI=own"));
        var own = Arrays.copyOf(wanting, 8);
        own[6] = "WEBRTC_OPENAI";
        own[7] = "own";
        assertThat(look(settings(own), true, library, "203.0.113.5").toString())
                .doesNotContain("RECORD_CALLS");
    }

    @ParameterizedTest
    @EnumSource(Availability.Cause.class)
    void what_is_missing_has_a_remedy_in_both_languages(Availability.Cause cause) throws Exception {
        var missing = new Availability.Missing(cause, "no libpulse", List.of("libpulse0"));
        assertThat(look(settings(), true, missing, "203.0.113.5").getFirst())
                .isInstanceOfSatisfying(
                        Finding.Fail.class,
                        fail -> assertThat(fail.remedy()).isNotBlank().doesNotContain("!"));
        assertThat(look(settings(), false, missing, "203.0.113.5").getFirst())
                .isInstanceOf(Finding.Note.class);
        assertThat(
                        Messages.in(Locale.of("es"))
                                .text("doctor.webrtc.remedy." + cause.word(), "libpulse0"))
                .isNotBlank();
    }

    @Test
    void ports_that_somebody_has_are_named() throws Exception {
        try (var taken = new DatagramSocket(0)) {
            int port = taken.getLocalPort();
            var found =
                    look(
                            settings("WEBRTC_PORTS", port + "-" + port),
                            true,
                            new Availability.Ready("x"),
                            "203.0.113.5");
            assertThat(found.get(1)).isInstanceOf(Finding.Fail.class);
            assertThat(found.get(1).toString()).contains("WEBRTC_PORTS");
        }
    }

    @Test
    void nothing_is_looked_at_where_no_browser_is_to_call() throws Exception {
        var found = look(settings("WEBRTC", "off"), true, new Availability.Ready("x"));
        assertThat(found).hasSize(1).first().isInstanceOf(Finding.Note.class);
    }
}
