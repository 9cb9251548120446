package io.centralita.app.warm;

import io.centralita.call.CallMetrics;
import io.centralita.call.InMemoryRecords;
import io.centralita.call.SteppedTime;
import io.centralita.call.Switchboard;
import io.centralita.call.SwitchboardParts;
import io.centralita.call.cost.Ledger;
import io.centralita.call.leg.LegInfo;
import io.centralita.call.leg.LegPromise;
import io.centralita.call.reception.CallSettings;
import io.centralita.call.reception.Reception;
import io.centralita.call.reception.Receptionist;
import io.centralita.call.reception.Ringing;
import io.centralita.call.reception.WarmLimits;
import io.centralita.call.scope.Time;
import io.centralita.call.text.BundledTexts;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.PacingClocks;
import io.centralita.channel.caller.CallerListener;
import io.centralita.channel.caller.CallerScript;
import io.centralita.channel.caller.CallerSettings;
import io.centralita.channel.caller.TestCall;
import io.centralita.channel.caller.TestCaller;
import io.centralita.channel.twilio.SwitchboardRinging;
import io.centralita.channel.twilio.TwilioChannel;
import io.centralita.channel.twilio.TwilioSettings;
import io.centralita.media.AudioFormat;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/// Twilio's endpoints on a free port of this machine, the switchboard behind them, and who receives
/// its callers. The switchboard's time passes when a test says so.
final class WarmHouse implements AutoCloseable {
    static final Locale SPANISH = Locale.of("es");
    static final String NUMBER = "+34910000001";
    static final String CALLER = "+34600000001";
    static final Duration KEEP = Duration.ofSeconds(30);

    final SteppedTime time = new SteppedTime();
    final GreetingEngine engine = new GreetingEngine();
    final InMemoryRecords records = new InMemoryRecords();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Switchboard switchboard;
    final TwilioChannel channel;
    private final Vertx vertx = Vertx.vertx();
    private final TestCaller caller = new TestCaller(vertx, Time.SYSTEM, ChannelMetrics.NONE);
    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;

    WarmHouse(Ringing ringing) {
        this(caller -> welcome(caller, ringing));
    }

    WarmHouse(Receptionist receptionist) {
        this(receptionist, settings -> settings);
    }

    WarmHouse(Receptionist receptionist, UnaryOperator<TwilioSettings> twilio) {
        switchboard =
                new Switchboard(
                        new SwitchboardParts(
                                receptionist,
                                () -> welcome("default", Ringing.OFF),
                                engine,
                                new BundledTexts(),
                                (_, _, format) ->
                                        Optional.of(new byte[format.bytes(Duration.ofMillis(100))]),
                                records,
                                new CallMetrics(meters),
                                time,
                                new SwitchboardParts.Limits(
                                        200,
                                        SwitchboardParts.Limits.RECEPTION,
                                        new WarmLimits(20, KEEP))));
        channel =
                new TwilioChannel(
                        vertx,
                        twilio.apply(TwilioSettings.local(SPANISH)),
                        new SwitchboardRinging(
                                switchboard, LegPromise.of(AudioFormat.PCMU_8K), SPANISH, time),
                        switchboard::accept,
                        new BundledTexts(),
                        new PacingClocks(vertx, Time.SYSTEM, ChannelMetrics.NONE),
                        ChannelMetrics.NONE);
        var router = Router.router(vertx);
        channel.mount(router);
        var server = vertx.createHttpServer().requestHandler(router);
        port = await(server.listen(0, "127.0.0.1")).actualPort();
    }

    /// The tenant of the dialled number, who knows who calls.
    static Reception welcome(LegInfo caller, Ringing ringing) {
        return caller.to().equals(NUMBER)
                ? welcome("acme, called by " + caller.from(), ringing)
                : new Reception.NumberUnknown(SPANISH);
    }

    static Reception.Welcome welcome(String who, Ringing ringing) {
        var standard = CallSettings.standard(SPANISH, "Hola");
        var settings =
                new CallSettings(
                        who,
                        SPANISH,
                        "",
                        "Hola",
                        "You are at " + who,
                        standard.engineOptions(),
                        standard.toolTimeout(),
                        standard.acknowledgeAfter(),
                        standard.silenceBudget(),
                        standard.engineDeadline());
        return new Reception.Welcome(settings, List.of(), Ledger.none(), ringing);
    }

    TestCall dial(CallerScript script, CallerListener listener) {
        return dial(NUMBER, script, listener);
    }

    TestCall dial(String number, CallerScript script, CallerListener listener) {
        return caller.call(
                new CallerSettings(url(TwilioChannel.WEBHOOK_PATH), CALLER, number),
                script,
                listener);
    }

    private URI url(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /// The webhook of a call from a number, as a form.
    CompletableFuture<HttpResponse<String>> webhook(String callSid, String from, String token) {
        var form = "CallSid=" + callSid + "&From=%2B" + from + "&To=%2B" + NUMBER.substring(1);
        return http.sendAsync(
                post(TwilioChannel.WEBHOOK_PATH, form)
                        .header("I-Twilio-Idempotency-Token", token)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> send(String path, String form) throws IOException, InterruptedException {
        return http.send(post(path, form).build(), HttpResponse.BodyHandlers.ofString());
    }

    int status(String callSid, String status) throws IOException, InterruptedException {
        var form = "CallSid=" + callSid + "&CallStatus=" + status;
        return send(TwilioChannel.STATUS_PATH, form).statusCode();
    }

    private HttpRequest.Builder post(String path, String form) {
        return HttpRequest.newBuilder(url(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
    }

    /// A counter's sum over its tags.
    double count(String name, String... tags) {
        return meters.find(name).tags(tags).counters().stream().mapToDouble(Counter::count).sum();
    }

    double outcome(String outcome) {
        return count("centralita.warm.calls", "outcome", outcome);
    }

    /// Nothing is left open, and nothing that could come back.
    boolean isEmpty() {
        return switchboard.liveCalls() == 0
                && switchboard.ringingCalls() == 0
                && engine.open() == 0
                && channel.openStreams() == 0
                && channel.ringing() == 0;
    }

    static void awaitThat(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it never came about");
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    @Override
    public void close() {
        caller.close();
        switchboard.close();
        http.shutdownNow();
        await(vertx.close());
    }
}
