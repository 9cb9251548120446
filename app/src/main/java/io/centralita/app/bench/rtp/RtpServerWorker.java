package io.centralita.app.bench.rtp;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import io.centralita.app.bench.engine.Duty;
import io.centralita.app.log.Logging;
import io.centralita.call.engine.Ask;
import io.centralita.call.leg.LegListener;
import io.centralita.call.leg.OutgoingFrame;
import io.centralita.call.scope.Time;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.PacingClocks;
import io.centralita.channel.asterisk.ari.AriChannel;
import io.centralita.channel.asterisk.media.MediaRequest;
import io.centralita.channel.asterisk.media.PreparedMedia;
import io.centralita.channel.asterisk.rtp.RtpSettings;
import io.centralita.channel.asterisk.rtp.RtpTransport;
import io.centralita.media.G711;
import io.centralita.media.Tones;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;

/// The process whose 20 ms clock is measured: the RTP transport as in service, on one event loop,
/// with calls that listen to nobody and say a tone without end.
final class RtpServerWorker implements Duty.Worker {
    private static final String HERE = "127.0.0.1";

    private final Found found = new Found();
    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
    private final RtpTransport transport =
            new RtpTransport(
                    vertx,
                    RtpSettings.at(HERE),
                    new PacingClocks(vertx, Time.SYSTEM, found),
                    found);
    private final List<PreparedMedia> prepared = new ArrayList<>();

    public static void main(String[] arguments) throws Exception {
        Logging.start(Level.WARN, Level.WARN, null);
        Duty.serve(new RtpServerWorker());
    }

    @Override
    public ObjectNode does(String what, JsonNode how) throws Exception {
        return switch (what) {
            case "prepare" -> prepare(how.path("calls").asInt());
            case "connect" -> connect(how.path("ports"));
            case "forget" -> {
                found.lateness.reset();
                yield answer();
            }
            case "sample" -> sample();
            case "close" -> {
                transport.close();
                prepared.clear();
                yield answer();
            }
            default -> throw new IllegalArgumentException(what);
        };
    }

    private static ObjectNode answer() {
        return JsonNodeFactory.instance.objectNode();
    }

    private ObjectNode prepare(int calls) throws Exception {
        var answer = answer();
        var ports = answer.putArray("ports");
        for (int i = 0; i < calls; i++) {
            var media = transport.prepare(new MediaRequest("media-" + i, List.of("ulaw")));
            prepared.add(media);
            var host = media.wanted().externalHost();
            ports.add(Integer.parseInt(host.substring(host.lastIndexOf(':') + 1)));
        }
        return answer;
    }

    private ObjectNode connect(JsonNode ports) throws Exception {
        var frame = new OutgoingFrame(1, 1, tone());
        for (int i = 0; i < prepared.size(); i++) {
            var line =
                    prepared.get(i)
                            .connect(channel("media-" + i, ports.get(i).asInt()))
                            .toCompletableFuture()
                            .get(5, TimeUnit.SECONDS);
            line.open(found, () -> frame);
        }
        return answer();
    }

    private static byte[] tone() {
        return G711.encodeMuLaw(Tones.sine(440, -15, Duration.ofMillis(20), 8_000));
    }

    private static AriChannel channel(String id, int port) {
        return new AriChannel(
                id,
                "UnicastRTP/" + id,
                "Up",
                "",
                "",
                "",
                "default",
                "s",
                "en",
                Map.of(
                        "UNICASTRTP_LOCAL_ADDRESS",
                        HERE,
                        "UNICASTRTP_LOCAL_PORT",
                        String.valueOf(port)));
    }

    private ObjectNode sample() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return answer().put("atNanos", System.nanoTime())
                .put("cpuNanos", system.getProcessCpuTime())
                .put("allocated", threads.getTotalThreadAllocatedBytes())
                .put("heard", found.heard.sum())
                .put("lost", found.lost.sum())
                .put("odd", found.odd.sum())
                .put("beatP50", found.lateness.getValueAtPercentile(50))
                .put("beatP99", found.lateness.getValueAtPercentile(99))
                .put("beatWorst", found.lateness.getMaxValue());
    }

    /// What all calls hear, and how late the clocks are.
    private static final class Found implements ChannelMetrics, LegListener {
        private static final long LONGEST_NANOS = 60_000_000_000L;
        private static final long PERIOD_NANOS = 20_000_000;

        private final ConcurrentHistogram lateness = new ConcurrentHistogram(LONGEST_NANOS, 3);
        private final LongAdder heard = new LongAdder();
        private final LongAdder lost = new LongAdder();
        private final LongAdder odd = new LongAdder();

        /// A beat that is a whole period late stands for those that had to wait behind it too.
        @Override
        public void paced(long latenessNanos, int members, int skipped) {
            lateness.recordValueWithExpectedInterval(
                    Math.min(latenessNanos, LONGEST_NANOS), PERIOD_NANOS);
        }

        @Override
        public void oddity(String channel, String kind) {
            odd.increment();
        }

        @Override
        public void audio(byte[] frame) {
            heard.increment();
        }

        @Override
        public void lost(int frames) {
            lost.add(frames);
        }

        @Override
        public void played(long sequence) {}

        @Override
        public void digit(char digit) {}

        @Override
        public void asks(Ask ask) {}

        @Override
        public void closed(boolean byCaller, String detail) {}
    }
}
