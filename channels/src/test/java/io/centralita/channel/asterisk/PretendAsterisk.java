package io.centralita.channel.asterisk;

import io.centralita.channel.asterisk.ari.Ari;
import io.centralita.channel.asterisk.ari.AriApplication;
import io.centralita.channel.asterisk.ari.AriBridge;
import io.centralita.channel.asterisk.ari.AriChannel;
import io.centralita.channel.asterisk.ari.AriEvent;
import io.centralita.channel.asterisk.ari.AriFailure;
import io.centralita.channel.asterisk.ari.AriFailure.Reason;
import io.centralita.channel.asterisk.ari.AriRecording;
import io.centralita.channel.asterisk.ari.AriSubscription;
import io.centralita.channel.asterisk.ari.DialPlanPlace;
import io.centralita.channel.asterisk.ari.ExternalMedia;
import io.centralita.channel.asterisk.ari.Originate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/// An Asterisk made of method calls: channels, bridges, who may be added when, and the events in
/// the order in which a real one tells them (asterisk-measured.md, "ARI facts"). Thread-safe;
/// events are told before a request is answered.
final class PretendAsterisk implements Ari {
    static final AriFailure.Reason NOT_FOUND = new Reason.Refused(404, "Channel not found");

    final List<String> asked = new CopyOnWriteArrayList<>();
    final Map<String, String> variables = new HashMap<>();
    final Map<String, Integer> causes = new HashMap<>();
    private final Map<String, AriChannel> channels = new LinkedHashMap<>();
    private final TreeSet<String> inStasis = new TreeSet<>();
    private final Map<String, List<String>> bridges = new LinkedHashMap<>();
    private final BlockingQueue<Optional<AriEvent>> told = new LinkedBlockingQueue<>();
    private final TreeSet<String> bridged = new TreeSet<>();
    private final List<String> originated = new CopyOnWriteArrayList<>();

    /// Recordings by channel.
    private final Map<String, String> recorded = new HashMap<>();

    private boolean deaf;

    /// Called before each request and after it, with what is asked; may do whatever it likes.
    volatile Consumer<String> moment = _ -> {};

    /// Why a request fails; empty where it does not.
    volatile Refusal refusal = _ -> Optional.empty();

    interface Refusal {
        /// @param request as it is asked, with `after ` before it once it was done
        Optional<Reason> of(String request);
    }

    AriSubscription events() {
        return new AriSubscription() {
            @Override
            public Optional<AriEvent> take() throws InterruptedException {
                return told.take();
            }

            @Override
            public void close() {
                told.add(Optional.empty());
            }
        };
    }

    synchronized void tell(AriEvent event) {
        if (!deaf) {
            told.add(Optional.of(event));
        }
    }

    /// Nobody hears the events that happen from now on.
    synchronized void loseEvents() {
        tell(new AriEvent.Disconnected());
        deaf = true;
    }

    /// Somebody else gets them.
    synchronized void replaceUs() {
        tell(new AriEvent.Replaced());
        deaf = true;
    }

    synchronized void findEvents() {
        deaf = false;
        tell(new AriEvent.Connected(Optional.of(Instant.EPOCH)));
    }

    static AriChannel channel(String id, String state) {
        return new AriChannel(
                id,
                "PJSIP/" + id,
                state,
                "sip-" + id,
                "Ana",
                "+34600000001",
                "inbound",
                "600",
                "es",
                Map.of());
    }

    synchronized void call(String id, String state, String... arguments) {
        tell(new AriEvent.StasisStart(put(id, state), List.of(arguments)));
    }

    /// In the application, and nobody was told.
    synchronized AriChannel put(String id, String state) {
        var channel = channel(id, state);
        channels.put(id, channel);
        inStasis.add(id);
        return channel;
    }

    synchronized void putBridge(String id, String... inside) {
        bridges.put(id, new ArrayList<>(List.of(inside)));
    }

    synchronized boolean isThere(String id) {
        return channels.containsKey(id);
    }

    /// Whether this channel was ever in a bridge.
    synchronized boolean wasBridged(String id) {
        return bridged.contains(id);
    }

    /// What is left of channels and bridges.
    synchronized List<String> leftovers() {
        var left = new ArrayList<>(channels.keySet());
        left.addAll(bridges.keySet());
        return left;
    }

    synchronized void callerHangsUp(String id) {
        end(id, 0);
    }

    synchronized void press(String id, char digit) {
        var channel = channels.get(id);
        if (channel != null && inStasis.contains(id)) {
            tell(new AriEvent.Dtmf(channel, digit));
        }
    }

    synchronized void end(String id, int cause) {
        var channel = channels.remove(id);
        if (channel == null) {
            return;
        }
        tell(new AriEvent.HangupRequest(channel, cause));
        leaveBridges(channel);
        var recording = recorded.remove(id);
        if (recording != null) {
            tell(new AriEvent.RecordingFinished(recording));
        }
        if (inStasis.remove(id)) {
            tell(new AriEvent.StasisEnd(channel));
        }
        if (!id.startsWith("sip")) {
            tell(new AriEvent.Destroyed(channel, 16, "Normal Clearing"));
        }
    }

    private void leaveBridges(AriChannel channel) {
        bridges.forEach(
                (bridge, inside) -> {
                    if (inside.remove(channel.id())) {
                        tell(new AriEvent.LeftBridge(channel, bridge));
                    }
                });
    }

    private interface Work<T> {
        T run() throws AriFailure;
    }

    private <T> T ask(String request, Work<T> work) throws AriFailure {
        asked.add(request);
        moment.accept(request);
        refuse(request, refusal.of(request));
        T answer;
        synchronized (this) {
            answer = work.run();
        }
        moment.accept("after " + request);
        refuse(request, refusal.of("after " + request));
        return answer;
    }

    private static void refuse(String request, Optional<Reason> why) throws AriFailure {
        if (why.isPresent()) {
            throw new AriFailure(request, why.get(), null);
        }
    }

    private AriChannel required(String request, String id) throws AriFailure {
        var channel = channels.get(id);
        if (channel == null) {
            throw new AriFailure(request, NOT_FOUND, null);
        }
        return channel;
    }

    private AriChannel inStasis(String request, String id) throws AriFailure {
        var channel = required(request, id);
        if (!inStasis.contains(id)) {
            throw new AriFailure(request, new Reason.Refused(409, "not in Stasis"), null);
        }
        return channel;
    }

    private void simple(String what, String id) throws AriFailure {
        ask(what + " " + id, () -> inStasis(what, id));
    }

    @Override
    public Info info() throws AriFailure {
        return ask("info", () -> new Info("22.10.1", ""));
    }

    @Override
    public List<String> modules() throws AriFailure {
        return ask(
                "modules",
                () -> List.of("chan_websocket.so", "chan_audiosocket.so", "chan_rtp.so"));
    }

    @Override
    public Optional<AriApplication> application() throws AriFailure {
        return ask(
                "application",
                () ->
                        Optional.of(
                                new AriApplication(
                                        "centralita",
                                        List.copyOf(inStasis),
                                        List.copyOf(bridges.keySet()))));
    }

    @Override
    public List<AriChannel> channels() throws AriFailure {
        return ask("channels", () -> List.copyOf(channels.values()));
    }

    @Override
    public Optional<AriChannel> channel(String id) throws AriFailure {
        return ask("channel " + id, () -> Optional.ofNullable(channels.get(id)));
    }

    @Override
    public List<AriBridge> bridges() throws AriFailure {
        return ask(
                "bridges",
                () ->
                        bridges.entrySet().stream()
                                .map(
                                        one ->
                                                new AriBridge(
                                                        one.getKey(),
                                                        "",
                                                        "simple_bridge",
                                                        one.getValue()))
                                .toList());
    }

    @Override
    public void answer(String id) throws AriFailure {
        ask(
                "answer " + id,
                () -> {
                    inStasis("answer", id);
                    channels.put(id, channel(id, "Up"));
                    tell(new AriEvent.StateChanged(channels.get(id)));
                    return true;
                });
    }

    @Override
    public void ring(String id) throws AriFailure {
        simple("ring", id);
    }

    @Override
    public void stopRinging(String id) throws AriFailure {
        simple("stop-ringing", id);
    }

    @Override
    public void progress(String id) throws AriFailure {
        simple("progress", id);
    }

    @Override
    public void hangUp(String id, int cause) throws AriFailure {
        ask(
                "hang-up " + id,
                () -> {
                    required("hang-up", id);
                    causes.put(id, cause);
                    end(id, cause);
                    return true;
                });
    }

    @Override
    public void leave(String id, DialPlanPlace where) throws AriFailure {
        ask(
                "leave " + id,
                () -> {
                    var channel = inStasis("leave", id);
                    leaveBridges(channel);
                    inStasis.remove(id);
                    channels.remove(id);
                    tell(new AriEvent.StasisEnd(channel));
                    return true;
                });
    }

    @Override
    public void redirect(String id, String endpoint) throws AriFailure {
        simple("redirect", id);
    }

    @Override
    public AriChannel externalMedia(String id, ExternalMedia media) throws AriFailure {
        return ask(
                "media " + media.encapsulation() + " " + id,
                () -> {
                    channels.put(id, channel(id, "Up"));
                    inStasis.add(id);
                    tell(new AriEvent.StasisStart(channels.get(id), List.of()));
                    return channels.get(id);
                });
    }

    @Override
    public AriChannel originate(Originate call) throws AriFailure {
        return ask(
                "originate " + call.endpoint() + " " + call.channelId(),
                () -> {
                    originated.add(call.channelId());
                    channels.put(call.channelId(), channel(call.channelId(), "Down"));
                    tell(new AriEvent.Dialled(channels.get(call.channelId()), ""));
                    return channels.get(call.channelId());
                });
    }

    List<String> originated() {
        return originated;
    }

    synchronized boolean areTogether(String one, String other) {
        return bridges.values().stream().anyMatch(in -> in.containsAll(List.of(one, other)));
    }

    /// Where they have not yet.
    synchronized void pickUpOnce(String id) {
        if (!inStasis.contains(id)) {
            pickUp(id);
        }
    }

    synchronized boolean isRecording() {
        return !recorded.isEmpty();
    }

    /// The called one picks up.
    synchronized void pickUp(String id) {
        if (channels.containsKey(id)) {
            channels.put(id, channel(id, "Up"));
            inStasis.add(id);
            tell(new AriEvent.Dialled(channels.get(id), "ANSWER"));
            tell(new AriEvent.StasisStart(channels.get(id), List.of()));
        }
    }

    /// Nobody does.
    synchronized void refuseCall(String id, String status, int cause) {
        var channel = channels.remove(id);
        if (channel != null) {
            if (!status.isEmpty()) {
                tell(new AriEvent.Dialled(channel, status));
            }
            tell(new AriEvent.Destroyed(channel, cause, status));
        }
    }

    @Override
    public String variable(String id, String name) throws AriFailure {
        return ask(
                "variable " + name,
                () -> {
                    required("variable", id);
                    var value = variables.get(name);
                    if (value == null) {
                        throw new AriFailure("variable", NOT_FOUND, null);
                    }
                    return value;
                });
    }

    @Override
    public void setVariable(String id, String name, String value) throws AriFailure {
        ask(
                "set " + name + "=" + value,
                () -> {
                    inStasis("set", id);
                    return variables.put(name, value);
                });
    }

    @Override
    public void dtmf(String id, String digits) throws AriFailure {
        simple("dtmf " + digits, id);
    }

    @Override
    public void musicOnHold(String id, boolean on) throws AriFailure {
        simple("music " + on, id);
    }

    @Override
    public void createBridge(String id, String name) throws AriFailure {
        ask("bridge " + id, () -> bridges.put(id, new ArrayList<>()));
    }

    @Override
    public void deleteBridge(String id) throws AriFailure {
        ask(
                "delete-bridge " + id,
                () -> {
                    if (bridges.remove(id) == null) {
                        throw new AriFailure("delete-bridge", NOT_FOUND, null);
                    }
                    tell(new AriEvent.BridgeDestroyed(id));
                    return true;
                });
    }

    @Override
    public void add(String bridge, List<String> added) throws AriFailure {
        ask(
                "add",
                () -> {
                    var inside = bridges.get(bridge);
                    if (inside == null) {
                        throw new AriFailure("add", NOT_FOUND, null);
                    }
                    for (var id : added) {
                        if (!channels.containsKey(id)) {
                            throw new AriFailure("add", new Reason.Refused(400, "unknown"), null);
                        }
                        if (!inStasis.contains(id)) {
                            throw new AriFailure("add", new Reason.Refused(422, "no"), null);
                        }
                    }
                    added.stream().filter(id -> !inside.contains(id)).forEach(inside::add);
                    bridged.addAll(added);
                    return true;
                });
    }

    @Override
    public void remove(String bridge, String id) throws AriFailure {
        ask("remove " + id, () -> bridges.getOrDefault(bridge, List.of()).remove(id));
    }

    @Override
    public void playOnChannel(String id, String playbackId, String media) throws AriFailure {
        simple("play " + media, id);
    }

    @Override
    public void recordBridge(String bridge, AriRecording recording) throws AriFailure {
        ask("record-bridge " + bridge, () -> true);
    }

    @Override
    public void recordChannel(String id, AriRecording recording) throws AriFailure {
        ask(
                "record " + recording.format(),
                () -> {
                    inStasis("record", id);
                    return recorded.put(id, recording.name());
                });
    }

    @Override
    public void stopRecording(String name) throws AriFailure {
        ask(
                "stop-recording",
                () -> {
                    tell(new AriEvent.RecordingFinished(name));
                    return true;
                });
    }

    @Override
    public AriChannel snoop(String id, String snoopId, String spy, String whisper)
            throws AriFailure {
        return ask(
                "snoop " + spy,
                () -> {
                    inStasis("snoop", id);
                    channels.put(snoopId, channel(snoopId, "Up"));
                    inStasis.add(snoopId);
                    tell(new AriEvent.StasisStart(channels.get(snoopId), List.of()));
                    return channels.get(snoopId);
                });
    }

    @Override
    public void userEvent(String name, Map<String, String> values) throws AriFailure {
        ask("user-event " + name, () -> true);
    }
}
