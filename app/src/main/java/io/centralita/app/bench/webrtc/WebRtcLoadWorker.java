package io.centralita.app.bench.webrtc;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.app.bench.engine.Duty;
import io.centralita.app.log.Logging;
import io.centralita.channel.webrtc.caller.HttpSignalling;
import io.centralita.channel.webrtc.caller.WebRtcCall;
import io.centralita.channel.webrtc.caller.WebRtcCaller;
import io.centralita.channel.webrtc.peer.PeerSettings;
import io.centralita.channel.webrtc.peer.onvoid.OnvoidPeers;
import io.centralita.media.Tones;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToLongFunction;
import org.HdrHistogram.ConcurrentHistogram;

/// The callers: say a tone without end, and count what they hear.
final class WebRtcLoadWorker implements Duty.Worker {
    private static final int LIMIT = 1_000;
    private static final int RATE_HZ = 24_000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// Who calls at once.
    private static final int DIALLING = 2;

    private final OnvoidPeers peers =
            new OnvoidPeers(PeerSettings.DEFAULT.atMost(LIMIT).ports(0, 0));
    private final WebRtcCaller caller = new WebRtcCaller(peers, false);
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<WebRtcCall> calls = new ArrayList<>();
    private final ConcurrentHistogram connecting = new ConcurrentHistogram(60_000_000_000L, 3);
    private long heardBefore;
    private long audibleBefore;
    private int failed;
    private double seconds;

    private WebRtcLoadWorker() {}

    public static void main(String[] arguments) throws IOException {
        Logging.start(Level.WARN, Level.WARN, null);
        Duty.serve(new WebRtcLoadWorker());
    }

    @Override
    public ObjectNode does(String what, JsonNode how) throws Exception {
        return switch (what) {
            case "call" -> call(URI.create(how.path("url").asText()), how.path("calls").asInt());
            case "record" -> record();
            case "report" -> report();
            case "hang-up" -> hangUp();
            case "forget" -> forget();
            case "come-and-go" ->
                    comeAndGo(URI.create(how.path("url").asText()), how.path("times").asInt());
            case "close" -> {
                caller.close();
                peers.close();
                yield answer();
            }
            default -> throw new IllegalArgumentException(what);
        };
    }

    private static ObjectNode answer() {
        return JsonNodeFactory.instance.objectNode();
    }

    private WebRtcCall connect(URI server) throws Exception {
        long beganNanos = System.nanoTime();
        var call = caller.call(new HttpSignalling(http, server));
        if (!call.awaitConnected(PATIENCE) || !call.awaitOpen(PATIENCE)) {
            call.drop();
            throw new IOException("not connected in time");
        }
        connecting.recordValue(System.nanoTime() - beganNanos);
        return call;
    }

    private ObjectNode call(URI server, int number) throws Exception {
        forget();
        var tone = Tones.sine(700, -20, Duration.ofMinutes(2), RATE_HZ);
        all(
                number,
                () -> {
                    var call = connect(server);
                    call.say(tone, RATE_HZ);
                    synchronized (calls) {
                        calls.add(call);
                    }
                    return true;
                });
        return connected();
    }

    private ObjectNode connected() {
        return answer().put("connectP50", connecting.getValueAtPercentile(50))
                .put("connectP99", connecting.getValueAtPercentile(99))
                .put("connectWorst", connecting.getMaxValue());
    }

    /// @return how many failed
    private static int all(int number, Callable<Boolean> what) throws InterruptedException {
        var tasks = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < number; i++) {
            tasks.add(what);
        }
        try (var threads = Executors.newFixedThreadPool(DIALLING)) {
            int failed = 0;
            for (var done : threads.invokeAll(tasks)) {
                failed += done.state() == Future.State.SUCCESS ? 0 : 1;
            }
            return failed;
        }
    }

    private long sum(ToLongFunction<WebRtcCall> what) {
        return calls.stream().mapToLong(what).sum();
    }

    private ObjectNode forget() {
        connecting.reset();
        failed = 0;
        seconds = 0;
        return answer();
    }

    private ObjectNode record() {
        heardBefore = sum(WebRtcCall::framesHeard);
        audibleBefore = sum(WebRtcCall::framesAudible);
        return answer();
    }

    private ObjectNode report() {
        return answer().put("calls", calls.size())
                .put("heard", sum(WebRtcCall::framesHeard) - heardBefore)
                .put("audible", sum(WebRtcCall::framesAudible) - audibleBefore);
    }

    private ObjectNode hangUp() {
        calls.forEach(WebRtcCall::close);
        calls.clear();
        return answer();
    }

    /// Counts on from the time before, until calls are placed again.
    private ObjectNode comeAndGo(URI server, int times) throws Exception {
        long beganNanos = System.nanoTime();
        failed +=
                all(
                        times,
                        () -> {
                            try (var call = connect(server)) {
                                call.send("hello");
                                return call.awaitText("hello"::equals, PATIENCE);
                            }
                        });
        seconds += (System.nanoTime() - beganNanos) / 1e9;
        return connected().put("vain", failed).put("seconds", seconds);
    }
}
