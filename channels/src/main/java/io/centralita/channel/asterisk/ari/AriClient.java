package io.centralita.channel.asterisk.ari;

import com.fasterxml.jackson.databind.JsonNode;
import io.centralita.call.scope.Time;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.asterisk.ari.AriFailure.Reason;
import io.centralita.channel.asterisk.ari.AriRequest.Again;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Asterisk's REST interface, over HTTP unless it is [ListeningEvents]'s.
public final class AriClient implements Ari, AutoCloseable {
    /// The channel's name in logs and metrics.
    public static final String CHANNEL = "asterisk";

    private static final String CHANNELS = "channels";
    private static final String BRIDGES = "bridges";

    private final String application;
    private final AriExchanges exchanges;

    public AriClient(Vertx vertx, AriSettings settings, Time time, ChannelMetrics metrics) {
        this(settings, new AriHttp(vertx, settings, time), time, AriExchanges.Pause.REAL, metrics);
    }

    AriClient(
            AriSettings settings,
            AriTransport transport,
            Time time,
            AriExchanges.Pause pause,
            ChannelMetrics metrics) {
        application = settings.application();
        exchanges = new AriExchanges(settings, transport, time, pause, metrics);
    }

    @Override
    public Info info() throws AriFailure, InterruptedException {
        var request = AriRequest.get("asterisk", "info");
        var json = ask(request);
        var version = AriReader.text(json.path("system"), "version");
        return AriReader.read(
                request,
                Optional.of(new Info(version, AriReader.text(json.path("config"), "name")))
                        .filter(info -> !version.isEmpty()));
    }

    @Override
    public List<String> modules() throws AriFailure, InterruptedException {
        var request = AriRequest.get("asterisk", "modules");
        return AriReader.read(
                        request,
                        AriReader.all(
                                ask(request),
                                json ->
                                        Optional.of(Module.of(json))
                                                .filter(module -> !module.name.isEmpty())))
                .stream()
                .filter(Module::runs)
                .map(Module::name)
                .toList();
    }

    private record Module(String name, String status) {
        static Module of(JsonNode json) {
            return new Module(AriReader.text(json, "name"), AriReader.text(json, "status"));
        }

        boolean runs() {
            return status.equals("Running");
        }
    }

    @Override
    public Optional<AriApplication> application() throws AriFailure, InterruptedException {
        return ifThere(AriRequest.get("applications", application), AriReader::application);
    }

    @Override
    public List<AriChannel> channels() throws AriFailure, InterruptedException {
        var request = AriRequest.get(CHANNELS);
        return AriReader.read(request, AriReader.all(ask(request), AriReader::channel));
    }

    @Override
    public Optional<AriChannel> channel(String id) throws AriFailure, InterruptedException {
        return ifThere(AriRequest.get(CHANNELS, id), AriReader::channel);
    }

    @Override
    public List<AriBridge> bridges() throws AriFailure, InterruptedException {
        var request = AriRequest.get(BRIDGES);
        return AriReader.read(request, AriReader.all(ask(request), AriReader::bridge));
    }

    private <T> Optional<T> ifThere(AriRequest request, AriReader.Kind<T> kind)
            throws AriFailure, InterruptedException {
        try {
            return Optional.of(AriReader.read(request, kind.read(ask(request))));
        } catch (AriFailure failure) {
            if (isNotFound(failure)) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    private static boolean isNotFound(AriFailure failure) {
        return failure.reason() instanceof Reason.Refused(int status, _) && status == 404;
    }

    @Override
    public void answer(String channel) throws AriFailure, InterruptedException {
        ask(AriRequest.post(CHANNELS, channel, "answer"));
    }

    @Override
    public void ring(String channel) throws AriFailure, InterruptedException {
        ask(AriRequest.post(CHANNELS, channel, "ring"));
    }

    @Override
    public void stopRinging(String channel) throws AriFailure, InterruptedException {
        ask(AriRequest.delete(CHANNELS, channel, "ring"));
    }

    @Override
    public void progress(String channel) throws AriFailure, InterruptedException {
        ask(AriRequest.post(CHANNELS, channel, "progress"));
    }

    @Override
    public void hangUp(String channel, int cause) throws AriFailure, InterruptedException {
        ask(
                AriRequest.delete(CHANNELS, channel)
                        .with("reason_code", Integer.toString(cause))
                        .again(new Again.Settled(404)));
    }

    @Override
    public void leave(String channel, DialPlanPlace where) throws AriFailure, InterruptedException {
        boolean isNumber = where.priority().chars().allMatch(Character::isDigit);
        ask(
                AriRequest.post(CHANNELS, channel, "continue")
                        .withSome("context", where.context())
                        .withSome("extension", where.extension())
                        .withSome(isNumber ? "priority" : "label", where.priority())
                        .again(new Again.Settled(409)));
    }

    @Override
    public void redirect(String channel, String endpoint) throws AriFailure, InterruptedException {
        ask(
                AriRequest.post(CHANNELS, channel, "redirect")
                        .with("endpoint", endpoint)
                        .again(new Again.Settled(409)));
    }

    @Override
    public AriChannel externalMedia(String channelId, ExternalMedia media)
            throws AriFailure, InterruptedException {
        var request =
                AriRequest.post(CHANNELS, "externalMedia")
                        .with("channelId", channelId)
                        .with("app", application)
                        .with("external_host", media.externalHost())
                        .with("format", media.format())
                        .withSome("encapsulation", media.encapsulation())
                        .withSome("transport", media.transport())
                        .withSome("connection_type", media.connectionType())
                        .withSome("data", media.data().orElse(""))
                        .withSome("transport_data", media.transportData().orElse(""))
                        .carrying(media.variables())
                        .again(new Again.Look(List.of(CHANNELS, channelId)));
        var done = exchanges.ask(request);
        var channel = AriReader.read(request, AriReader.channel(done.json()));
        return done.recovered() ? withVariables(channel, MediaVariables.of(media)) : channel;
    }

    /// Only the answer to the request that made a channel tells of these.
    private AriChannel withVariables(AriChannel channel, List<String> names)
            throws AriFailure, InterruptedException {
        var variables = new HashMap<>(channel.variables());
        for (var name : names) {
            var value = variable(channel.id(), name);
            if (!value.isEmpty()) {
                variables.put(name, value);
            }
        }
        return new AriChannel(
                channel.id(),
                channel.name(),
                channel.state(),
                channel.protocolId(),
                channel.callerName(),
                channel.callerNumber(),
                channel.context(),
                channel.extension(),
                channel.language(),
                variables);
    }

    @Override
    public AriChannel originate(Originate call) throws AriFailure, InterruptedException {
        var request =
                AriRequest.post(CHANNELS)
                        .with("channelId", call.channelId())
                        .with("endpoint", call.endpoint())
                        .with("app", application)
                        .withSome("appArgs", call.arguments())
                        .withSome("callerId", call.callerId())
                        .with("timeout", Long.toString(wholeSeconds(call.timeout())))
                        .withSome("originator", call.originator())
                        .carrying(call.variables())
                        .again(new Again.Look(List.of(CHANNELS, call.channelId())));
        return AriReader.read(request, AriReader.channel(ask(request)));
    }

    private static long wholeSeconds(Duration time) {
        return Math.max(1, time.plusMillis(999).toSeconds());
    }

    @Override
    public String variable(String channel, String name) throws AriFailure, InterruptedException {
        try {
            return AriReader.text(
                    ask(AriRequest.get(CHANNELS, channel, "variable").with("variable", name)),
                    "value");
        } catch (AriFailure failure) {
            // Asterisk says 404 of a variable that is not set, as of a channel that is not there.
            if (isNotFound(failure) && channel(channel).isPresent()) {
                return "";
            }
            throw failure;
        }
    }

    @Override
    public void setVariable(String channel, String name, String value)
            throws AriFailure, InterruptedException {
        ask(
                AriRequest.post(CHANNELS, channel, "variable")
                        .with("variable", name)
                        .with("value", value));
    }

    @Override
    public void dtmf(String channel, String digits) throws AriFailure, InterruptedException {
        ask(
                AriRequest.post(CHANNELS, channel, "dtmf")
                        .with("dtmf", digits)
                        .again(new Again.Never()));
    }

    @Override
    public void musicOnHold(String channel, boolean on) throws AriFailure, InterruptedException {
        ask(
                on
                        ? AriRequest.post(CHANNELS, channel, "moh")
                        : AriRequest.delete(CHANNELS, channel, "moh"));
    }

    @Override
    public void createBridge(String id, String name) throws AriFailure, InterruptedException {
        ask(
                AriRequest.post(BRIDGES)
                        .with("bridgeId", id)
                        .with("type", "mixing,dtmf_events")
                        .withSome("name", name)
                        .again(new Again.Look(List.of(BRIDGES, id))));
    }

    @Override
    public void deleteBridge(String id) throws AriFailure, InterruptedException {
        ask(AriRequest.delete(BRIDGES, id).again(new Again.Settled(404)));
    }

    @Override
    public void add(String bridge, List<String> channels) throws AriFailure, InterruptedException {
        var request =
                AriRequest.post(BRIDGES, bridge, "addChannel")
                        .with("channel", String.join(",", channels));
        exchanges.ask(
                request,
                // Asterisk says 400 of a channel that is gone, as of a request that is wrong.
                failure ->
                        failure.reason() instanceof Reason.Refused(int status, var message)
                                        && status == 400
                                        && isAnyGone(channels)
                                ? new AriFailure(
                                        request.what(), new Reason.Refused(404, message), failure)
                                : failure);
    }

    private boolean isAnyGone(List<String> channels) throws AriFailure, InterruptedException {
        for (var channel : channels) {
            if (channel(channel).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void remove(String bridge, String channel) throws AriFailure, InterruptedException {
        ask(
                AriRequest.post(BRIDGES, bridge, "removeChannel")
                        .with("channel", channel)
                        .again(new Again.Settled(422)));
    }

    @Override
    public void playOnChannel(String channel, String playbackId, String media)
            throws AriFailure, InterruptedException {
        ask(
                AriRequest.post(CHANNELS, channel, "play", playbackId)
                        .with("media", media)
                        .again(new Again.Look(List.of("playbacks", playbackId))));
    }

    @Override
    public void recordBridge(String bridge, AriRecording recording)
            throws AriFailure, InterruptedException {
        ask(record(AriRequest.post(BRIDGES, bridge, "record"), recording));
    }

    @Override
    public void recordChannel(String channel, AriRecording recording)
            throws AriFailure, InterruptedException {
        ask(record(AriRequest.post(CHANNELS, channel, "record"), recording));
    }

    private static AriRequest record(AriRequest of, AriRecording recording) {
        var request =
                of.with("name", recording.name())
                        .with("format", recording.format())
                        .with("ifExists", "fail")
                        .with("beep", Boolean.toString(recording.beep()))
                        .again(new Again.Look(List.of("recordings", "live", recording.name())));
        return recording.longest().isZero()
                ? request
                : request.with(
                        "maxDurationSeconds", Long.toString(wholeSeconds(recording.longest())));
    }

    @Override
    public void stopRecording(String name) throws AriFailure, InterruptedException {
        ask(AriRequest.post("recordings", "live", name, "stop").again(new Again.Settled(404)));
    }

    @Override
    public AriChannel snoop(String channel, String snoopId, String spy, String whisper)
            throws AriFailure, InterruptedException {
        var request =
                AriRequest.post(CHANNELS, channel, "snoop", snoopId)
                        .with("app", application)
                        .with("spy", spy)
                        .with("whisper", whisper)
                        .again(new Again.Look(List.of(CHANNELS, snoopId)));
        return AriReader.read(request, AriReader.channel(ask(request)));
    }

    @Override
    public void userEvent(String name, Map<String, String> variables)
            throws AriFailure, InterruptedException {
        ask(
                AriRequest.post("events", "user", name)
                        .with("application", application)
                        .carrying(variables)
                        .again(new Again.Never()));
    }

    private JsonNode ask(AriRequest request) throws AriFailure, InterruptedException {
        return exchanges.ask(request).json();
    }

    /// What is under way ends as unreachable.
    @Override
    public void close() {
        exchanges.close();
    }
}
