package io.centralita.channel.webrtc.peer.onvoid;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LoopbackTest {
    @Test
    void both_ports_are_told_for_the_first_section() {
        var ours =
                List.of(
                        "v=0",
                        "m=audio 9 x",
                        "c=IN IP4 0.0.0.0",
                        "a=mid:0",
                        "m=application 9 x",
                        "c=IN IP4 0.0.0.0");
        assertThat(Loopback.tell(String.join("\r\n", ours) + "\r\n", 40_000).lines())
                .containsExactly(
                        "v=0",
                        "m=audio 9 x",
                        "c=IN IP4 0.0.0.0",
                        "a=candidate:1 1 udp 2113937151 127.0.0.1 40000 typ host",
                        "a=candidate:1 1 udp 2113937150 127.0.0.1 40001 typ host",
                        "a=mid:0",
                        "m=application 9 x",
                        "c=IN IP4 0.0.0.0");
    }
}
