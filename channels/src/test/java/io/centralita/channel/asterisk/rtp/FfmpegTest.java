package io.centralita.channel.asterisk.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.centralita.call.leg.OutgoingAudio;
import io.centralita.call.leg.OutgoingFrame;
import io.centralita.call.scope.Time;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.PacingClocks;
import io.centralita.channel.asterisk.ari.AriChannel;
import io.centralita.channel.asterisk.media.MediaLine;
import io.centralita.channel.asterisk.media.MediaRequest;
import io.centralita.channel.asterisk.media.PreparedMedia;
import io.centralita.media.AudioFormat;
import io.centralita.media.G711;
import io.centralita.media.Pcm;
import io.centralita.media.Tones;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Our RTP and our codecs, held against those of ffmpeg, which knows nothing of us: a tone from
/// either side is the tone at the other.
@Timeout(60)
final class FfmpegTest {
    private static final String HERE = "127.0.0.1";
    private static final int HZ = 440;
    private static final double LEAST_DB = 30;

    @TempDir Path directory;

    private final Vertx vertx = Vertx.vertx();
    private final RtpTransport transport =
            new RtpTransport(
                    vertx,
                    RtpSettings.at(HERE).ports(43_200, 43_299),
                    new PacingClocks(vertx, Time.SYSTEM, ChannelMetrics.NONE),
                    ChannelMetrics.NONE);

    /// `./centralita test` installs it.
    @BeforeAll
    static void needsFfmpeg() throws InterruptedException {
        try {
            var process = new ProcessBuilder("ffmpeg", "-version").redirectErrorStream(true);
            assumeTrue(process.start().waitFor() == 0);
        } catch (IOException e) {
            assumeTrue(false, "ffmpeg is not installed");
        }
    }

    @AfterEach
    void close() throws Exception {
        transport.close();
        vertx.close().await(5, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @CsvSource({"ulaw, 0, PCMU/8000", "alaw, 8, PCMA/8000", "g722, 9, G722/8000"})
    void what_we_send_is_heard_by_ffmpeg(String codec, int type, String map) throws Exception {
        int port = freePort();
        var session = directory.resolve("call.sdp");
        Files.writeString(
                session,
                """
                v=0
                o=- 0 0 IN IP4 127.0.0.1
                s=-
                c=IN IP4 127.0.0.1
                t=0 0
                m=audio %d RTP/AVP %d
                a=rtpmap:%d %s
                """
                        .formatted(port, type, type, map));
        var heard = directory.resolve("heard.raw");
        var line = line(transport.prepare(new MediaRequest("m", List.of(codec))), port);
        line.open(new QuietListener(), tone(line.format()));
        line.speechWaits();
        var said =
                ffmpeg(
                        "-protocol_whitelist file,udp,rtp -i %s -t 2 -f s16le -ar 16000 -ac 1 %s"
                                .formatted(session, heard));
        line.close("done");
        assertThat(said).as("what it complains about").isEmpty();
        assertTone(Pcm.samples(Files.readAllBytes(heard)), 16_000);
    }

    @ParameterizedTest
    @CsvSource({"ulaw, pcm_mulaw, 8000", "alaw, pcm_alaw, 8000", "g722, g722, 16000"})
    void what_ffmpeg_sends_is_heard_by_us(String codec, String encoder, int rateHz)
            throws Exception {
        int port = freePort();
        var prepared = transport.prepare(new MediaRequest("m", List.of(codec)));
        var heard = new ByteArrayOutputStream();
        var line = line(prepared, port);
        var listener =
                new QuietListener() {
                    @Override
                    public void audio(byte[] frame) {
                        synchronized (heard) {
                            heard.writeBytes(frame);
                        }
                    }
                };
        line.open(listener, () -> null);
        var said =
                ffmpeg(
                        ("-re -f lavfi -i sine=frequency=%d:sample_rate=%d:duration=2 -c:a %s"
                                        + " -f rtp rtp://%s?localrtpport=%d&pkt_size=172")
                                .formatted(
                                        HZ,
                                        rateHz,
                                        encoder,
                                        prepared.wanted().externalHost(),
                                        port));
        line.close("done");
        listener.closed.get(10, TimeUnit.SECONDS);
        assertThat(said).isEmpty();
        synchronized (heard) {
            assertTone(samples(heard.toByteArray(), line.format()), rateHz);
        }
    }

    /// @return what it complains about
    private String ffmpeg(String arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("ffmpeg", "-v", "warning", "-nostdin"));
        command.addAll(List.of(arguments.split(" ", -1)));
        var log = directory.resolve("ffmpeg.log");
        var process =
                new ProcessBuilder(command)
                        .redirectOutput(directory.resolve("session.log").toFile())
                        .redirectError(log.toFile())
                        .start();
        try {
            assertThat(process.waitFor(40, TimeUnit.SECONDS)).as("it ends").isTrue();
            assertThat(process.exitValue()).as(Files.readString(log)).isZero();
            return Files.readString(log);
        } finally {
            process.destroyForcibly();
        }
    }

    /// Without an end.
    private static OutgoingAudio tone(AudioFormat format) {
        int rate = format.sampleRateHz();
        var samples = Tones.sine(HZ, -12, Duration.ofSeconds(1), rate);
        var audio =
                switch (format.codec()) {
                    case PCMU -> G711.encodeMuLaw(samples);
                    case PCMA -> G711.encodeALaw(samples);
                    case PCM16 -> Pcm.bytes(samples);
                };
        int frame = format.frameBytes();
        var sequence = new AtomicLong();
        return () -> {
            long number = sequence.getAndIncrement();
            int from = (int) (number * frame % audio.length);
            return new OutgoingFrame(number + 1, 1, Arrays.copyOfRange(audio, from, from + frame));
        };
    }

    private static short[] samples(byte[] audio, AudioFormat format) {
        return switch (format.codec()) {
            case PCMU -> G711.decodeMuLaw(audio);
            case PCMA -> G711.decodeALaw(audio);
            case PCM16 -> Pcm.samples(audio);
        };
    }

    /// In half of all windows of 50 ms the tone is so much stronger than all else: beginning, end
    /// and what a busy machine may have lost apart.
    private static void assertTone(short[] samples, int rateHz) {
        int window = rateHz / 20;
        var found = new ArrayList<Double>();
        for (int from = 0; from + window <= samples.length; from += window) {
            found.add(sinadDb(Arrays.copyOfRange(samples, from, from + window), rateHz));
        }
        assertThat(found).hasSizeGreaterThan(20);
        found.sort(null);
        assertThat(found.get(found.size() / 2)).as(found.toString()).isGreaterThan(LEAST_DB);
    }

    /// Power of the tone over the power of all else.
    private static double sinadDb(short[] samples, int rateHz) {
        double cosine = 0;
        double sine = 0;
        double power = 0;
        for (int i = 0; i < samples.length; i++) {
            double angle = 2 * Math.PI * HZ * i / rateHz;
            cosine += samples[i] * Math.cos(angle);
            sine += samples[i] * Math.sin(angle);
            power += (double) samples[i] * samples[i];
        }
        double tone = 2 * (cosine * cosine + sine * sine) / samples.length;
        return power == 0 ? 0 : 10 * Math.log10(tone / Math.max(1, power - tone));
    }

    /// An even one, with the next for RTCP.
    private static int freePort() throws IOException {
        while (true) {
            int port;
            try (var probe = new DatagramSocket(0, InetAddress.ofLiteral(HERE))) {
                port = probe.getLocalPort() & ~1;
            }
            if (isFree(port) && isFree(port + 1)) {
                return port;
            }
        }
    }

    private static boolean isFree(int port) {
        try (var probe = new DatagramSocket(port, InetAddress.ofLiteral(HERE))) {
            return probe.getLocalPort() == port;
        } catch (IOException _) {
            return false;
        }
    }

    private static MediaLine line(PreparedMedia prepared, int port) throws Exception {
        var channel =
                new AriChannel(
                        "m",
                        "UnicastRTP/" + HERE,
                        "Up",
                        "",
                        "",
                        "",
                        "default",
                        "s",
                        "en",
                        Map.of(PreparedRtp.ADDRESS, HERE, PreparedRtp.PORT, "" + port));
        return prepared.connect(channel).toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
