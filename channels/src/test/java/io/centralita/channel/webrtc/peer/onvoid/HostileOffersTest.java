package io.centralita.channel.webrtc.peer.onvoid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.centralita.channel.webrtc.caller.Signalling;
import io.centralita.channel.webrtc.peer.PeerFailure;
import io.centralita.channel.webrtc.peer.PeerFailure.Reason;
import io.centralita.channel.webrtc.peer.PeerListener;
import io.centralita.channel.webrtc.peer.PeerSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Offers that no browser makes, or few.
@TestInstance(Lifecycle.PER_CLASS)
class HostileOffersTest {
    private static final PeerListener NOBODY = new PeerListener() {};

    private Rig rig;
    private String valid;

    @BeforeAll
    void begin() throws Exception {
        rig = new Rig();
        try (var offer = rig.browser.offer(Runnable::run, NOBODY)) {
            valid = offer.description();
        }
    }

    @AfterAll
    void end() {
        if (rig != null) {
            rig.close();
        }
    }

    /// Calls with an offer that was changed on its way.
    private Signalling changing(ServerEnd end, UnaryOperator<String> change) {
        return new Signalling() {
            @Override
            public String call(String offer) throws IOException, InterruptedException {
                return end.call(change.apply(offer));
            }
        };
    }

    private void assertTalks(UnaryOperator<String> change) throws Exception {
        var end = new ServerEnd(rig.server);
        try (var call = rig.caller.call(changing(end, change))) {
            assertThat(call.awaitConnected(Rig.PATIENCE)).isTrue();
            assertThat(call.awaitHeard(Duration.ofMillis(200), false, Rig.PATIENCE)).isTrue();
            assertThat(end.awaitAudio(Duration.ofMillis(200))).isTrue();
            end.peer.join().close();
        }
    }

    private static String without(String sdp, String beginning) {
        return String.join("\r\n", sdp.lines().filter(line -> !line.startsWith(beginning)).toList())
                + "\r\n";
    }

    @Test
    void no_candidates_are_needed() throws Exception {
        assertTalks(offer -> without(offer, "a=candidate:"));
    }

    @Test
    void names_among_the_candidates_are_not_looked_up() throws Exception {
        assertTalks(
                offer ->
                        offer.replaceAll(
                                "(a=candidate:\\S+ \\d udp \\d+) \\S+ ",
                                "$1 0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0.local "));
    }

    @Test
    void a_thousand_candidates_are_too_many_and_harmless() throws Exception {
        assertTalks(
                offer -> {
                    var many = new StringBuilder();
                    for (int i = 0; i < 1_000; i++) {
                        many.append("a=candidate:1 1 udp 1 203.0.113.")
                                .append(i % 255)
                                .append(' ')
                                .append(1_024 + i)
                                .append(" typ host\r\n");
                    }
                    return offer.replaceFirst("a=candidate:", many + "a=candidate:");
                });
    }

    @Test
    void video_is_declined_and_audio_is_not() throws Exception {
        var end = new ServerEnd(rig.server);
        var peer = end.call(withVideo(valid));
        assertThat(peer.lines().filter(line -> line.startsWith("m=")))
                .hasSize(3)
                .anyMatch(line -> line.startsWith("m=video 0 "))
                .noneMatch(line -> line.startsWith("m=audio 0 "));
        end.peer.join().close();
    }

    /// With a section of video like Chromium's, in the bundle.
    private static String withVideo(String sdp) {
        var video =
                """
                m=video 9 UDP/TLS/RTP/SAVPF 96
                c=IN IP4 0.0.0.0
                a=mid:v9
                a=sendrecv
                a=rtcp-mux
                a=rtpmap:96 VP8/90000
                a=ssrc:99 cname:somebody
                """
                        .replace("\n", "\r\n");
        var keys =
                String.join(
                        "\r\n",
                        sdp.lines()
                                .filter(
                                        line ->
                                                line.startsWith("a=ice-ufrag")
                                                        || line.startsWith("a=ice-pwd")
                                                        || line.startsWith("a=fingerprint")
                                                        || line.startsWith("a=setup"))
                                .distinct()
                                .toList());
        return sdp.replaceFirst("a=group:BUNDLE ([^\r]*)", "a=group:BUNDLE $1 v9")
                + video
                + keys
                + "\r\n";
    }

    @Test
    void a_data_channel_of_another_name_is_refused() throws Exception {
        var other =
                new PeerSettings(
                        10,
                        0,
                        0,
                        List.of(),
                        List.of(),
                        false,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(60),
                        "chat");
        var end = new ServerEnd(rig.server);
        try (var strangers = new OnvoidPeers(other);
                var caller = new io.centralita.channel.webrtc.caller.WebRtcCaller(strangers);
                var call = caller.call(end)) {
            assertThat(call.awaitConnected(Rig.PATIENCE)).isTrue();
            assertThat(call.awaitHangUp(Rig.PATIENCE)).isTrue();
            assertThat(end.peer.join().send("hello"))
                    .isEqualTo(io.centralita.channel.webrtc.peer.Peer.Sent.NOT_OPEN);
            assertThat(end.awaitAudio(Duration.ofMillis(200))).isTrue();
            end.peer.join().close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "v=0",
                "v=0\r\n",
                "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n",
                "v=0\r\nm=audio",
                "{\"sdp\":\"v=0\"}"
            })
    void what_is_no_offer_is_not_understood(String offer) {
        assertRefused(offer, "not-understood", "no-audio");
    }

    private void assertRefused(String offer, String... words) {
        assertThatThrownBy(() -> rig.server.answer(offer, Runnable::run, NOBODY).close())
                .asInstanceOf(type(PeerFailure.class))
                .extracting(PeerFailure::word)
                .isIn((Object[]) words);
    }

    @Test
    void what_is_wrong_is_named() {
        assertRefused(valid.replaceAll("m=audio [0-9]+", "m=audio 0"), "no-audio");
        assertRefused(valid.replaceAll("(?i)opus/48000", "speex/8000"), "no-audio");
        assertRefused(valid.replace("a=sendrecv", "a=inactive"), "no-audio");
        assertRefused(without(valid, "a=fingerprint"), "not-understood");
        assertRefused(without(valid, "a=ice-pwd"), "not-understood");
        assertRefused(valid + "a=x:" + "y".repeat(1_000_000), "not-understood");
        assertRefused(valid.replace("s=-", "s=\u0000"), "not-understood");
        assertRefused(valid.replace("s=-", "s=ñ"), "not-understood");
        assertRefused(valid + "m=text 9 x y\r\n".repeat(20), "not-understood");
    }

    @Test
    void a_format_for_the_library_never_gets_there() {
        // It would be read by vsnprintf: this one prints what lies on the stack, %n would write.
        assertRefused(valid.replaceFirst("a=setup:\\S+", "a=setup:%s%s%s%s%n"), "not-understood");
    }

    @Test
    void whatever_is_changed_in_an_offer_it_is_answered_or_refused() throws Exception {
        var random = new Random(11);
        int answered = 0;
        for (int i = 0; i < 200; i++) {
            try (var _ = rig.server.answer(spoil(valid, random), Runnable::run, NOBODY)) {
                answered++;
            } catch (PeerFailure e) {
                assertThat(e.reason())
                        .isInstanceOfAny(Reason.NotUnderstood.class, Reason.NoAudio.class);
            }
        }
        assertThat(answered).isBetween(1, 199);
        assertTalks(UnaryOperator.identity());
    }

    private static String spoil(String sdp, Random random) {
        var lines = new ArrayList<>(sdp.lines().toList());
        for (int i = random.nextInt(3) + 1; i > 0; i--) {
            int at = random.nextInt(lines.size());
            var line = lines.get(at);
            switch (random.nextInt(6)) {
                case 0 -> lines.remove(at);
                case 1 -> lines.add(random.nextInt(lines.size()), line);
                case 2 -> lines.set(at, line.substring(0, random.nextInt(line.length()) + 1));
                case 3 -> lines.set(at, line.replaceAll("[0-9]+", "99999999999999999999"));
                case 4 -> lines.set(at, line + " " + "z".repeat(random.nextInt(2_000)));
                default -> {
                    var characters = line.toCharArray();
                    characters[random.nextInt(characters.length)] =
                            (char) (' ' + random.nextInt(95));
                    lines.set(at, new String(characters));
                }
            }
        }
        return String.join("\r\n", lines) + "\r\n";
    }

    @Test
    void a_later_offer_of_somebody_else_is_refused_and_the_call_goes_on() throws Exception {
        var end = new ServerEnd(rig.server);
        try (var call = rig.connect(end)) {
            var peer = end.peer.join();
            for (var wrong :
                    List.of("", "v=0\r\n", without(valid, "m=audio"), valid + withVideo(valid))) {
                assertThatThrownBy(() -> peer.renegotiate(wrong)).isInstanceOf(PeerFailure.class);
            }
            assertThat(end.awaitAudio(Duration.ofMillis(300))).isTrue();
            assertThat(call.framesHeard()).isPositive();
            assertThat(end.ended()).isFalse();
            peer.close();
        }
    }

    @Test
    void a_later_offer_with_other_keys_ends_or_leaves_the_call_but_nothing_else() throws Exception {
        var end = new ServerEnd(rig.server);
        try (var call = rig.connect(end)) {
            assertThat(call.awaitConnected(Rig.PATIENCE)).isTrue();
            try {
                end.peer.join().renegotiate(valid);
            } catch (PeerFailure e) {
                assertThat(e.word()).isIn("not-understood", "broken", "no-audio");
            }
            end.peer.join().close();
            end.awaitEnd();
        }
        assertTalks(UnaryOperator.identity());
    }
}
