package io.centralita.app.bench.webrtc;

import ch.qos.logback.classic.Level;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.app.bench.engine.Duty;
import io.centralita.app.bench.engine.ProcessUse;
import io.centralita.app.log.Logging;
import io.centralita.channel.webrtc.caller.HttpSignalling;
import io.centralita.channel.webrtc.caller.WebRtcCall;
import io.centralita.channel.webrtc.caller.WebRtcCaller;
import io.centralita.channel.webrtc.peer.Availability;
import io.centralita.channel.webrtc.peer.PeerSettings;
import io.centralita.channel.webrtc.peer.onvoid.OnvoidPeers;
import io.centralita.media.Noise;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import org.HdrHistogram.ConcurrentHistogram;

/// The callers of whole calls, and the model that speaks to them. Those who stay are in a quiet
/// room and listen; those who leave at random do as [Leaving] has it.
final class BrowserCallers implements Duty.Worker {
    private static final int LIMIT = 1_000;
    private static final int RATE_HZ = 24_000;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long SEED = 20_261_126;

    /// Who dials at once, of those who stay.
    private static final int DIALLING = 2;

    /// The model takes it for silence, the codec does not.
    private static final int ROOM_DBFS = -55;

    private static final Duration ROOM = Duration.ofSeconds(10);

    private final SpeakingModel model;
    private final Duration speech;
    private final OnvoidPeers peers =
            new OnvoidPeers(PeerSettings.DEFAULT.atMost(LIMIT).ports(0, 0));
    private final WebRtcCaller caller = new WebRtcCaller(peers, false);
    private final HttpClient http = HttpClient.newHttpClient();
    private final ExecutorService pages = Executors.newVirtualThreadPerTaskExecutor();
    private final List<WebRtcCall> calls = new ArrayList<>();
    private final ConcurrentHistogram opening = new ConcurrentHistogram(60_000_000_000L, 3);
    private final ConcurrentHistogram sounding = new ConcurrentHistogram(60_000_000_000L, 3);
    private final Random random = new Random(SEED);
    private Hearing before = Hearing.NOTHING;
    private long cpuBefore;
    private int failed;
    private String why = "";
    private double seconds;

    private BrowserCallers(Duration speech) {
        this.speech = speech;
        model = new SpeakingModel(speech);
    }

    /// @param arguments for how many seconds the model speaks
    public static void main(String[] arguments) throws Exception {
        Logging.start(Level.WARN, Level.WARN, null);
        Duty.serve(new BrowserCallers(Duration.ofSeconds(Long.parseLong(arguments[0]))));
    }

    @Override
    public ObjectNode does(String what, JsonNode how) throws Exception {
        var server = URI.create(how.path("url").asText());
        return switch (what) {
            case "start" -> start();
            case "call" -> call(server, how.path("calls").asInt());
            case "record" -> record();
            case "report" -> report();
            case "hang-up" -> hangUp();
            case "forget" -> forget();
            case "come-and-go" -> comeAndGo(server, how);
            case "sessions" -> answer().put("open", model.openSessions());
            case "close" -> {
                caller.close();
                peers.close();
                pages.close();
                model.close();
                yield answer();
            }
            default -> throw new IllegalArgumentException(what);
        };
    }

    private static ObjectNode answer() {
        return JsonNodeFactory.instance.objectNode();
    }

    private ObjectNode start() throws IOException, InterruptedException {
        if (peers.prepare() instanceof Availability.Missing missing) {
            throw new IOException(missing.toString());
        }
        return answer().put("url", model.url());
    }

    private ObjectNode call(URI server, int number) throws Exception {
        forget();
        int samples = (int) (ROOM.toSeconds() * RATE_HZ);
        var room = Noise.of(Noise.Kind.PINK, SEED, RATE_HZ).at(ROOM_DBFS, samples);
        var tasks = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < number; i++) {
            tasks.add(
                    () -> {
                        var call = listen(server);
                        for (long said = 0; said < speech.toSeconds(); said += ROOM.toSeconds()) {
                            call.say(room, RATE_HZ);
                        }
                        synchronized (calls) {
                            calls.add(call);
                        }
                        return true;
                    });
        }
        failed = all(tasks, DIALLING);
        return found();
    }

    /// Calls until the assistant is heard.
    private WebRtcCall listen(URI server) throws Exception {
        long beganNanos = System.nanoTime();
        var call = caller.call(new HttpSignalling(http, server));
        try {
            require(call.awaitOpen(PATIENCE), "no data channel");
            opening.recordValue(System.nanoTime() - beganNanos);
            require(call.awaitHeard(Duration.ofMillis(10), true, PATIENCE), "nothing heard");
            sounding.recordValue(System.nanoTime() - beganNanos);
        } catch (IOException e) {
            call.drop();
            throw e;
        }
        return call;
    }

    private static boolean require(boolean came, String what) throws IOException {
        if (!came) {
            throw new IOException(what + " in time");
        }
        return true;
    }

    private ObjectNode found() {
        var found = answer();
        put(found, "open", opening);
        put(found, "sound", sounding);
        return found.put("vain", failed).put("why", why).put("seconds", seconds);
    }

    private static void put(ObjectNode found, String name, ConcurrentHistogram times) {
        found.put(name + "P50", times.getValueAtPercentile(50))
                .put(name + "P99", times.getValueAtPercentile(99))
                .put(name + "Worst", times.getMaxValue());
    }

    /// @return how many failed
    private int all(List<Callable<Boolean>> tasks, int atOnce) throws InterruptedException {
        try (var threads = Executors.newFixedThreadPool(atOnce)) {
            int vain = 0;
            for (var done : threads.invokeAll(tasks)) {
                if (done.state() == Future.State.FAILED) {
                    done.exceptionNow().printStackTrace();
                    why = done.exceptionNow().toString();
                    vain++;
                }
            }
            return vain;
        }
    }

    private ObjectNode forget() {
        opening.reset();
        sounding.reset();
        failed = 0;
        seconds = 0;
        return answer();
    }

    private ObjectNode record() throws Exception {
        cpuBefore = ProcessUse.now().cpuNanos();
        before = Hearing.of(calls);
        return answer();
    }

    private ObjectNode report() throws InterruptedException, ExecutionException, TimeoutException {
        return Hearing.of(calls)
                .since(before)
                .put("calls", calls.size())
                .put("cpuNanos", ProcessUse.now().cpuNanos() - cpuBefore);
    }

    private ObjectNode hangUp() throws IOException, InterruptedException {
        for (var call : calls) {
            call.hangUp();
        }
        calls.forEach(WebRtcCall::close);
        calls.clear();
        return answer();
    }

    /// Counts on from the time before, until calls are placed again. See
    /// [BrowserCallsLoad.ComeAndGo].
    private ObjectNode comeAndGo(URI server, JsonNode how) throws Exception {
        boolean killed = how.path("killed").asBoolean();
        int times = how.path("times").asInt();
        long beganNanos = System.nanoTime();
        var tasks = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < times; i++) {
            var leaving = Leaving.next(random);
            tasks.add(() -> stay(server, killed ? leaving : leaving.telling()));
        }
        failed += all(tasks, how.path("atOnce").asInt());
        seconds += (System.nanoTime() - beganNanos) / 1e9;
        return found();
    }

    private boolean stay(URI server, Leaving leaving) throws Exception {
        if (leaving.stage() == Leaving.Stage.OFFERING) {
            return abandon(server, leaving.after());
        }
        var call =
                leaving.stage() == Leaving.Stage.LISTENING
                        ? listen(server)
                        : caller.call(new HttpSignalling(http, server));
        try (call) {
            Thread.sleep(leaving.after());
            if (leaving.tells()) {
                call.hangUp();
            } else {
                call.drop();
            }
            return require(call.awaitEnd(PATIENCE), "not ended here");
        }
    }

    /// Whatever the switchboard is about to answer, nobody is there.
    private boolean abandon(URI server, Duration after) throws InterruptedException {
        var page =
                pages.submit(
                        () -> {
                            try (var call = caller.call(new HttpSignalling(http, server))) {
                                return call.awaitEnd(PATIENCE);
                            }
                        });
        Thread.sleep(after);
        page.cancel(true);
        return true;
    }
}
