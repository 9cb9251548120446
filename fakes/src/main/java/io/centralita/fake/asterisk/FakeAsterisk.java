package io.centralita.fake.asterisk;

import com.fasterxml.jackson.databind.JsonNode;
import io.centralita.fake.asterisk.pbx.Feature;
import io.centralita.fake.asterisk.pbx.Incoming;
import io.centralita.fake.asterisk.pbx.Leftovers;
import io.centralita.fake.asterisk.rtp.Conditions;
import io.centralita.media.Recording;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// An Asterisk on a free port of this machine. Safe from any thread but event loops, on which it
/// would wait for itself.
public final class FakeAsterisk implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final int PATIENCE_S = 10;
    private static final int BACKLOG = 1_024;
    private static final int LARGEST_FRAME = 1 << 20;

    /// From `core stop now` to the end of the connections.
    private static final Duration STOPPING = Duration.ofMillis(1_100);

    private final Loop loop;
    private final Settings settings;
    private final Weather weather;
    private final Phones phones;
    private final Chronicle chronicle = new Chronicle();
    private final Sessions sessions;
    private final FrontDoor door;
    private final List<OutboundConnection> outbound = new ArrayList<>();
    private Generation generation;
    private volatile HttpServer server;
    private volatile int port;

    private FakeAsterisk(Vertx vertx, Settings settings) {
        this.loop = new Loop(vertx);
        this.settings = settings;
        this.weather = new Weather(settings.conditions());
        this.phones = new Phones(loop, settings.seed());
        this.sessions =
                new Sessions(loop.timeline(), settings.keepAlive(), settings.sessionLimit());
        this.generation = new Generation(loop, settings, weather, phones, chronicle);
        this.door = new FrontDoor(loop, settings, sessions, chronicle, generation);
        this.server = createServer();
    }

    public static FakeAsterisk start(Vertx vertx, Settings settings) {
        return start(vertx, settings, 0);
    }

    /// @param port 0 takes a free one
    public static FakeAsterisk start(Vertx vertx, Settings settings, int port) {
        var asterisk = new FakeAsterisk(vertx, settings);
        var listening = new CompletableFuture<HttpServer>();
        asterisk.loop.post(
                () ->
                        asterisk.server
                                .listen(port, HOST)
                                .onSuccess(listening::complete)
                                .onFailure(listening::completeExceptionally));
        asterisk.port = listening.orTimeout(PATIENCE_S, TimeUnit.SECONDS).join().actualPort();
        asterisk.loop.run(asterisk::goOut);
        return asterisk;
    }

    private HttpServer createServer() {
        return loop.vertx()
                .createHttpServer(
                        new HttpServerOptions()
                                .setAcceptBacklog(BACKLOG)
                                .setTcpNoDelay(true)
                                .setSsl(settings.certificate() != null)
                                .setKeyCertOptions(settings.certificate())
                                .setReuseAddress(true)
                                .setHttp2ClearTextEnabled(false)
                                .setMaxWebSocketFrameSize(LARGEST_FRAME)
                                .setMaxWebSocketMessageSize(LARGEST_FRAME)
                                .setPerFrameWebSocketCompressionSupported(false)
                                .setPerMessageWebSocketCompressionSupported(false)
                                .setWebSocketSubProtocols(List.of("ari", "media")))
                .connectionHandler(sessions::opened)
                .requestHandler(door::handle);
    }

    private void goOut() {
        if (!settings.installation().knows(Feature.OUTBOUND_WEBSOCKET)) {
            return;
        }
        for (var what : settings.outbound()) {
            var connection = new OutboundConnection(loop, what, generation, door);
            outbound.add(connection);
            connection.connect();
        }
    }

    public String host() {
        return HOST;
    }

    /// Of HTTP: ARI and media.
    public int port() {
        return port;
    }

    public URI baseUrl() {
        var scheme = settings.certificate() == null ? "http" : "https";
        return URI.create(scheme + "://" + HOST + ":" + port + "/ari");
    }

    /// A phone calls.
    public FakePhone call(Call call) {
        return loop.call(
                () -> {
                    var phone = phones.calling(call);
                    if (call.mute()) {
                        phone.phone().mute(true);
                    }
                    var incoming =
                            new Incoming(
                                    call.endpoint(),
                                    call.sip(),
                                    call.caller(),
                                    call.context(),
                                    call.exten(),
                                    call.callId(),
                                    call.headers(),
                                    call.variables());
                    phone.phone().attach(generation.pbx.call(incoming, phone.phone()));
                    return phone;
                });
    }

    /// A phone that can be called, as `PJSIP/<name>`.
    public void register(String name, Callee callee) {
        loop.run(() -> phones.register(name, callee));
    }

    /// Phones that were called, in order.
    public List<FakePhone> called() {
        return phones.called();
    }

    /// The n-th phone that is called, from 1, once it is.
    public CompletableFuture<FakePhone> called(int number) {
        return phones.called(number);
    }

    /// From now on; what is under way is not touched.
    public void plan(Plan plan) {
        loop.run(() -> door.plan(plan));
    }

    /// What the network does to RTP from now on, in both directions.
    public void conditions(Conditions conditions) {
        loop.run(() -> weather.now = conditions);
    }

    /// All events WebSockets break, without a close frame; for so long new ones are reset.
    public void loseEvents(Duration time) {
        loop.run(
                () -> {
                    door.refuseEventsUntil(loop.timeline().nanoTime() + time.toNanos());
                    door.events().forEach(EventsSocket::cut);
                    outbound.forEach(connection -> connection.cut(time));
                });
    }

    /// Events WebSockets are taken and made from now on, however long they were to be lost.
    public void findEvents() {
        loop.run(
                () -> {
                    door.refuseEventsUntil(loop.timeline().nanoTime());
                    outbound.forEach(OutboundConnection::comeBack);
                });
    }

    /// All events WebSockets are closed with this code.
    public void closeEvents(int code) {
        loop.run(() -> door.events().forEach(socket -> socket.close(code)));
    }

    /// All events WebSockets look dead from now on: nothing comes, pings are not answered. New ones
    /// are served.
    public void freezeEvents() {
        loop.run(() -> door.events().forEach(EventsSocket::freeze));
    }

    /// Somebody else connects for an application.
    public void replaceApplication(String name) {
        loop.run(() -> generation.pbx.stasis().connect(name, false, chronicle::told));
    }

    /// Media connections by TCP are not read from now on, or are again: what the other side writes
    /// stays with it.
    public void stallMedia(boolean on) {
        loop.run(() -> generation.connectors.stall(on));
    }

    /// Media WebSockets are as if the application did not read them and all buffers were full: the
    /// caller's BYE and DELETE wait until the connection ends, or is read again.
    public void clogMedia(boolean on) {
        loop.run(() -> generation.connectors.clog(on));
    }

    /// As after fifteen seconds.
    public void closeIdleConnections() {
        loop.run(sessions::closeIdle);
    }

    /// `core stop now`, and a new start after a time, on the same port. All that was is gone.
    ///
    /// @param down from the end of the connections to the new start
    /// @return when it is there again
    public CompletableFuture<Void> restart(Duration down) {
        var back = new CompletableFuture<Void>();
        loop.run(
                () -> {
                    generation.pbx.stopNow();
                    loop.timeline().after(STOPPING, () -> stop(down, back));
                });
        return back;
    }

    private void stop(Duration down, CompletableFuture<Void> back) {
        door.events().forEach(EventsSocket::cut);
        outbound.forEach(OutboundConnection::end);
        outbound.clear();
        generation.connectors.close();
        var _ = server.close().onComplete(_ -> loop.timeline().after(down, () -> startAgain(back)));
    }

    private void startAgain(CompletableFuture<Void> back) {
        generation = new Generation(loop, settings, weather, phones, chronicle);
        door.generation(generation);
        server = createServer();
        server.listen(port, HOST)
                .onSuccess(
                        _ -> {
                            goOut();
                            back.complete(null);
                        })
                .onFailure(back::completeExceptionally);
    }

    /// Channels and bridges that exist.
    public Leftovers leftovers() {
        return loop.call(() -> generation.pbx.leftovers());
    }

    /// All requests, in order of arrival.
    public List<Asked> asked() {
        return chronicle.asked();
    }

    /// All events that were told to anybody, in order.
    public List<JsonNode> told() {
        return chronicle.told();
    }

    /// Recordings that were stored, by name.
    public Map<String, Recording> recordings() {
        return loop.call(
                () -> {
                    var sounds = new LinkedHashMap<String, Recording>();
                    generation
                            .pbx
                            .studio()
                            .stored()
                            .forEach((name, stored) -> sounds.put(name, stored.sound()));
                    return sounds;
                });
    }

    /// HTTP connections and WebSockets to it.
    public int openConnections() {
        return loop.call(sessions::count);
    }

    /// Connections that were closed because they had been idle for [Settings#keepAlive].
    public int idledConnections() {
        return loop.call(sessions::idled);
    }

    /// Connections that were closed at once, beyond the session limit.
    public int refusedConnections() {
        return loop.call(sessions::refused);
    }

    /// Frees ports and connections, whatever is under way.
    @Override
    public void close() {
        loop.run(
                () -> {
                    generation.pbx.stopNow();
                    door.events().forEach(EventsSocket::cut);
                    outbound.forEach(OutboundConnection::end);
                    generation.connectors.close();
                });
        var closing = new CompletableFuture<Void>();
        server.close().onComplete(_ -> closing.complete(null));
        closing.orTimeout(PATIENCE_S, TimeUnit.SECONDS).join();
        loop.close();
    }
}
