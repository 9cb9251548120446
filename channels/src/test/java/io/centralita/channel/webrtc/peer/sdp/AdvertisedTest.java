package io.centralita.channel.webrtc.peer.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class AdvertisedTest {
    private static final String ANSWER =
            String.join(
                            "\r\n",
                            "v=0",
                            "m=audio 40010 UDP/TLS/RTP/SAVPF 111",
                            "c=IN IP4 10.0.0.5",
                            "a=rtcp:9 IN IP4 0.0.0.0",
                            "a=candidate:1 1 udp 2122260223 10.0.0.5 40010 typ host generation 0",
                            "a=candidate:2 1 udp 2122194687 172.17.0.1 40011 typ host generation 0",
                            "a=candidate:3 1 udp 2122129151 172.18.0.1 40010 typ host generation 0",
                            "a=candidate:4 1 udp 1685921535 198.51.100.9 40010 typ srflx raddr"
                                    + " 10.0.0.5 rport 40010",
                            "a=candidate:5 1 udp 2122262783 2001:db8::5 40012 typ host",
                            "a=mid:0")
                    + "\r\n";

    private static List<String> candidates(String sdp) {
        return sdp.lines().filter(line -> line.startsWith("a=candidate:")).toList();
    }

    @Test
    void without_one_nothing_is_changed() {
        assertThat(Advertised.of(List.of()).rewrite(ANSWER)).isEqualTo(ANSWER);
    }

    @Test
    void addresses_of_its_family_become_the_advertised_one_each_port_once() {
        var told = Advertised.of(List.of("203.0.113.4")).rewrite(ANSWER);
        assertThat(candidates(told))
                .containsExactly(
                        "a=candidate:1 1 udp 2122260223 203.0.113.4 40010 typ host generation 0",
                        "a=candidate:2 1 udp 2122194687 203.0.113.4 40011 typ host generation 0",
                        "a=candidate:5 1 udp 2122262783 2001:db8::5 40012 typ host");
        assertThat(told).contains("c=IN IP4 203.0.113.4\r\n").doesNotContain("10.0.0.5");
    }

    @Test
    void both_families_may_be_advertised() {
        var told = Advertised.of(List.of("203.0.113.4", "2001:db8:9::1")).rewrite(ANSWER);
        assertThat(candidates(told).getLast()).contains(" 2001:db8:9:0:0:0:0:1 40012 ");
    }

    @Test
    void names_and_second_addresses_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Advertised.of(List.of("gateway.example.net")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Advertised.of(List.of("203.0.113.4", "203.0.113.5")));
    }
}
