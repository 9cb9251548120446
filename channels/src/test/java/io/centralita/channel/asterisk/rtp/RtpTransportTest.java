package io.centralita.channel.asterisk.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.centralita.call.leg.OutgoingFrame;
import io.centralita.call.scope.Time;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.PacingClocks;
import io.centralita.channel.asterisk.ari.AriChannel;
import io.centralita.channel.asterisk.media.MediaFailure;
import io.centralita.channel.asterisk.media.MediaLine;
import io.centralita.channel.asterisk.media.MediaRequest;
import io.centralita.channel.asterisk.media.PreparedMedia;
import io.centralita.media.AudioFormat;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RtpTransportTest {
    private static final String HERE = "127.0.0.1";

    private final Vertx vertx = Vertx.vertx();
    private final int firstPort;
    private final RtpTransport transport;

    /// On four ports that are free.
    RtpTransportTest() throws IOException {
        firstPort = freePorts();
        transport =
                new RtpTransport(
                        vertx,
                        RtpSettings.at(HERE).ports(firstPort, firstPort + 3),
                        new PacingClocks(vertx, Time.SYSTEM, ChannelMetrics.NONE),
                        ChannelMetrics.NONE);
    }

    private static int freePorts() throws IOException {
        while (true) {
            int first;
            try (var probe = new DatagramSocket(0, InetAddress.ofLiteral(HERE))) {
                first = probe.getLocalPort();
            }
            if (first < 65_000 && areFree(first)) {
                return first;
            }
        }
    }

    private static boolean areFree(int first) {
        for (int port = first; port < first + 4; port++) {
            try (var probe = new DatagramSocket(port, InetAddress.ofLiteral(HERE))) {
                probe.getLocalPort();
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }

    @AfterEach
    void close() throws Exception {
        transport.close();
        vertx.close().await(5, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "ulaw; ulaw",
                "alaw,ulaw; alaw",
                "g722,alaw; g722",
                "opus,g722,ulaw; g722",
                "slin16; ulaw",
                "''; ulaw"
            })
    void the_phones_own_codec_is_asked_for_where_we_have_it(String phone, String wanted)
            throws MediaFailure {
        var codecs = phone.isEmpty() ? List.<String>of() : List.of(phone.split(",", -1));
        try (var prepared = transport.prepare(new MediaRequest("media-1", codecs))) {
            var media = prepared.wanted();
            assertThat(media.format()).isEqualTo(wanted);
            assertThat(media.encapsulation()).isEqualTo("rtp");
            assertThat(media.transport()).isEqualTo("udp");
            assertThat(media.connectionType()).isEqualTo("client");
            assertThat(prepared.format())
                    .isEqualTo(
                            switch (wanted) {
                                case "alaw" -> AudioFormat.PCMA_8K;
                                case "g722" -> AudioFormat.PCM_16K;
                                default -> AudioFormat.PCMU_8K;
                            });
        }
    }

    @Test
    void each_call_has_a_port_of_the_range_and_when_all_are_taken_there_is_no_call()
            throws MediaFailure {
        var request = new MediaRequest("media-1", List.of());
        var first = transport.prepare(request);
        transport.prepare(request);
        transport.prepare(request);
        transport.prepare(request);
        assertThat(transport.lines()).isEqualTo(4);
        assertThat(port(first)).isBetween(firstPort, firstPort + 3);
        assertThatExceptionOfType(MediaFailure.class)
                .isThrownBy(() -> transport.prepare(request))
                .satisfies(failure -> assertThat(failure.word()).isEqualTo("no-port"));
        first.close();
        first.close();
        assertThat(transport.lines()).isEqualTo(3);
        assertThat(port(transport.prepare(request))).isEqualTo(port(first));
    }

    @Test
    void an_address_that_is_not_ours_is_told_and_the_socket_bound_here() throws MediaFailure {
        var translated =
                new RtpTransport(
                        vertx,
                        RtpSettings.at("192.0.2.7").ports(firstPort, firstPort),
                        new PacingClocks(vertx, Time.SYSTEM, ChannelMetrics.NONE),
                        ChannelMetrics.NONE);
        try (translated;
                var prepared = translated.prepare(new MediaRequest("media-1", List.of()))) {
            assertThat(prepared.wanted().externalHost()).isEqualTo("192.0.2.7:" + firstPort);
        }
    }

    @Test
    void audio_goes_both_ways_from_the_port_that_asterisk_knows() throws Exception {
        var prepared = transport.prepare(new MediaRequest("media-1", List.of("ulaw")));
        var ours = new InetSocketAddress(InetAddress.ofLiteral(HERE), port(prepared));
        try (var peer = new RtpPeer(ours)) {
            var line = connect(prepared, HERE, Integer.toString(peer.address().getPort()));
            assertThat(line.format()).isEqualTo(AudioFormat.PCMU_8K);
            var heard = new CompletableFuture<Byte>();
            var leg =
                    new QuietListener() {
                        @Override
                        public void audio(byte[] frame) {
                            if (frame[0] == 5) {
                                heard.complete(frame[0]);
                            }
                        }
                    };
            line.open(leg, () -> new OutgoingFrame(1, 1, RtpRig.payload(0x22, 160)));
            for (int i = 0; i < 5; i++) {
                peer.send(0, i, 160 * i, RtpRig.payload(5, 160));
            }
            assertThat(heard.get(5, TimeUnit.SECONDS)).isEqualTo((byte) 5);
            assertThat(peer.await(Duration.ofSeconds(5)).payload()).hasSize(160);
            // From another one four packets are lost, and those after 5 s all of them (strictrtp).
            assertThat(peer.source()).as("the port that was announced").isEqualTo(ours);
            line.close("hung-up");
            assertThat(leg.closed.get(5, TimeUnit.SECONDS)).isEqualTo("hung-up");
            assertThat(transport.lines()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"'', 4000", "127.0.0.1, ''", "0.0.0.0, 4000", "127.0.0.1, 0", "pbx.example, 4000"})
    void without_asterisks_address_there_is_no_line(String address, String port) throws Exception {
        try (var prepared = transport.prepare(new MediaRequest("media-1", List.of()))) {
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> connect(prepared, address, port))
                    .satisfies(
                            e ->
                                    assertThat(e.getCause())
                                            .isInstanceOf(MediaFailure.class)
                                            .hasMessage("no-address"));
        }
    }

    @Test
    void media_that_was_given_up_is_not_connected_any_more() throws MediaFailure {
        var prepared = transport.prepare(new MediaRequest("media-1", List.of()));
        prepared.close();
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> connect(prepared, HERE, "4000"))
                .satisfies(e -> assertThat(e.getCause()).hasMessage("closed"));
    }

    @Test
    void closing_the_transport_ends_what_is_left() throws Exception {
        var prepared = transport.prepare(new MediaRequest("media-1", List.of()));
        transport.prepare(new MediaRequest("media-2", List.of()));
        var line = connect(prepared, HERE, "4000");
        var leg = new QuietListener();
        line.open(leg, () -> null);
        transport.close();
        assertThat(leg.closed.get(5, TimeUnit.SECONDS)).isEqualTo("released");
        assertThat(transport.lines()).isZero();
    }

    @Test
    void settings_are_checked() {
        assertThatIllegalArgumentException().isThrownBy(() -> RtpSettings.at(" "));
        var settings = RtpSettings.at(HERE);
        assertThatIllegalArgumentException().isThrownBy(() -> settings.ports(80, 90));
        assertThatIllegalArgumentException().isThrownBy(() -> settings.ports(5_001, 5_000));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new RtpSettings.Delay(Duration.ofMillis(10), Duration.ofMillis(60)));
    }

    private static int port(PreparedMedia prepared) {
        var host = prepared.wanted().externalHost();
        return Integer.parseInt(host.substring(host.lastIndexOf(':') + 1));
    }

    private static MediaLine connect(PreparedMedia prepared, String address, String port)
            throws InterruptedException, ExecutionException, TimeoutException {
        var channel =
                new AriChannel(
                        "media-1",
                        "UnicastRTP/" + address,
                        "Up",
                        "",
                        "",
                        "",
                        "default",
                        "s",
                        "en",
                        Map.of(PreparedRtp.ADDRESS, address, PreparedRtp.PORT, port));
        return prepared.connect(channel).toCompletableFuture().get(5, TimeUnit.SECONDS);
    }
}
