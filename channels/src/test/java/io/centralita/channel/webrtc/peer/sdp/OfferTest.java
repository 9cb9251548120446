package io.centralita.channel.webrtc.peer.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.centralita.channel.webrtc.peer.PeerFailure;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class OfferTest {
    /// As a browser has it, without what does not matter here.
    private static final String OFFER =
            """
            v=0
            o=- 4611731400430051336 2 IN IP4 127.0.0.1
            s=-
            t=0 0
            a=group:BUNDLE 0 1 2
            a=extmap-allow-mixed
            m=audio 54000 UDP/TLS/RTP/SAVPF 111 0
            c=IN IP4 192.0.2.7
            a=candidate:1 1 udp 2122260223 192.0.2.7 54000 typ host generation 0
            a=candidate:2 1 udp 2122194687 6f7e-8a.local 54001 typ host generation 0
            a=candidate:3 1 tcp 1518280447 2001:db8::7 9 typ host tcptype active
            a=ice-ufrag:uF4g
            a=ice-pwd:abcdefghijklmnopqrstuvwx
            a=fingerprint:sha-256 AA:BB
            a=setup:actpass
            a=mid:0
            a=sendrecv
            a=rtcp-mux
            a=rtpmap:111 opus/48000/2
            a=rtpmap:0 PCMU/8000
            m=video 54000 UDP/TLS/RTP/SAVPF 96
            a=candidate:1 1 udp 2122260223 192.0.2.7 54000 typ host
            a=mid:1
            a=rtpmap:96 VP8/90000
            m=application 54000 UDP/DTLS/SCTP webrtc-datachannel
            a=mid:2
            a=sctp-port:5000
            a=max-message-size:100000
            """;

    private static void assertRefused(String sdp, String word) {
        assertThatThrownBy(() -> Offer.read(sdp))
                .asInstanceOf(type(PeerFailure.class))
                .extracting(PeerFailure::word)
                .isEqualTo(word);
    }

    @Test
    void one_audio_and_one_data_section_are_let_through_and_the_rest_is_declined()
            throws Exception {
        var offer = Offer.read(OFFER);
        assertThat(offer.sdp())
                .contains(
                        "m=audio 54000 ", "m=application 54000 ", "m=video 0 UDP/TLS/RTP/SAVPF 96")
                .contains("a=group:BUNDLE 0 2\r\n");
        assertThat(offer.longestText()).isEqualTo(100_000);
        assertThat(offer.audio()).isEqualTo("0");
        assertThat(Offer.read(offer.sdp()).sdp()).isEqualTo(offer.sdp());
    }

    @Test
    void candidates_are_addresses() throws Exception {
        assertThat(Offer.read(OFFER).sdp().lines().filter(line -> line.startsWith("a=candidate")))
                .hasSize(2)
                .noneMatch(line -> line.contains(".local"));
        for (var name : List.of("1", "1.2", "example.net", "1.2.3.400", "::g", "fe80::1/x")) {
            assertThat(Offer.read(OFFER.replace("6f7e-8a.local", name)).sdp())
                    .as(name)
                    .doesNotContain(" " + name + " 54001 ");
        }
    }

    @Test
    void the_length_of_texts_is_the_other_sides_and_ours() throws Exception {
        assertThat(Offer.read(OFFER.replace("size:100000", "size:0")).longestText())
                .isEqualTo(262_144);
        assertThat(Offer.read(OFFER.replace("size:100000", "size:9999999999")).longestText())
                .isEqualTo(262_144);
        assertThat(Offer.read(OFFER.replace("size:100000", "size:many")).longestText())
                .isEqualTo(65_536);
        assertThat(Offer.read(OFFER.replace("a=max-message-size:100000\n", "")).longestText())
                .isEqualTo(65_536);
    }

    @Test
    void keys_may_stand_for_the_whole_session() throws Exception {
        var keys =
                "a=ice-ufrag:uF4g\na=ice-pwd:abcdefghijklmnopqrstuvwx\na=fingerprint:sha-256 AA:BB\n";
        var moved = OFFER.replace(keys, "").replace("t=0 0\n", "t=0 0\n" + keys);
        assertThat(Offer.read(moved).audio()).isEqualTo("0");
        assertRefused(OFFER.replace(keys, ""), "not-understood");
    }

    @Test
    void who_only_listens_may_come() throws Exception {
        assertThat(Offer.read(OFFER.replace("a=sendrecv", "a=recvonly")).audio()).isEqualTo("0");
        assertRefused(OFFER.replace("a=sendrecv", "a=inactive"), "no-audio");
    }

    @Test
    void audio_that_we_cannot_have_is_none() {
        assertRefused(OFFER.replace("opus/48000/2", "G722/8000"), "no-audio");
        assertRefused(OFFER.replace("m=audio 54000", "m=audio 0"), "no-audio");
        assertRefused(
                OFFER.replace("m=audio 54000 UDP/TLS/RTP/SAVPF", "m=audio 5 RTP/AVP"), "no-audio");
    }

    @Test
    void a_later_offer_is_of_the_same_shape() throws Exception {
        var first = Offer.read(OFFER);
        assertThat(first.next(OFFER.replace("uF4g", "nEw1")).sdp()).contains("nEw1");
        assertThatThrownBy(() -> first.next(OFFER.replace("a=mid:0", "a=mid:7")))
                .isInstanceOf(PeerFailure.class);
        assertThatThrownBy(() -> first.next(OFFER.substring(0, OFFER.indexOf("m=video"))))
                .isInstanceOf(PeerFailure.class);
    }

    @Property
    void whatever_comes_is_an_offer_or_a_failure(@ForAll String anything) {
        for (var sdp : new String[] {anything, "v=0\r\n" + anything, OFFER + anything}) {
            try {
                assertThat(Offer.read(sdp).sdp()).doesNotContain("%");
            } catch (PeerFailure e) {
                assertThat(e.word()).isIn("not-understood", "no-audio");
            }
        }
    }
}
