package io.centralita.channel.asterisk;

import io.centralita.channel.asterisk.ari.Ari;
import io.centralita.channel.asterisk.ari.AriChannel;
import io.centralita.channel.asterisk.ari.AriEvent;
import io.centralita.channel.asterisk.ari.AriFailure.Reason;
import io.centralita.channel.asterisk.ari.AriSubscription;
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
final class PretendAsterisk {
    final List<String> asked = new CopyOnWriteArrayList<>();
    final Map<String, String> variables = new HashMap<>();
    final Map<String, Integer> causes = new HashMap<>();
    final Map<String, AriChannel> channels = new LinkedHashMap<>();
    final TreeSet<String> inStasis = new TreeSet<>();
    final Map<String, List<String>> bridges = new LinkedHashMap<>();
    private final BlockingQueue<Optional<AriEvent>> told = new LinkedBlockingQueue<>();
    final TreeSet<String> bridged = new TreeSet<>();
    final List<String> originated = new CopyOnWriteArrayList<>();

    /// Recordings by channel.
    final Map<String, String> recorded = new HashMap<>();

    private boolean deaf;

    /// Called before each request and after it, with what is asked; may do whatever it likes.
    volatile Consumer<String> moment = _ -> {};

    /// Why a request fails; empty where it does not.
    volatile Refusal refusal = _ -> Optional.empty();

    interface Refusal {
        /// @param request as it is asked, with `after ` before it once it was done
        Optional<Reason> of(String request);
    }

    /// Its REST interface.
    Ari ari() {
        return new PretendAri(this);
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

    /// In another application.
    synchronized void putElsewhere(String id) {
        channels.put(id, channel(id, "Up"));
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

    void leaveBridges(AriChannel channel) {
        bridges.forEach(
                (bridge, inside) -> {
                    if (inside.remove(channel.id())) {
                        tell(new AriEvent.LeftBridge(channel, bridge));
                    }
                });
    }

    /// The called one picks up.
    synchronized void pickUp(String id) {
        if (channels.containsKey(id)) {
            var up = put(id, "Up");
            tell(new AriEvent.Dialled(up, "ANSWER"));
            tell(new AriEvent.StasisStart(up, List.of()));
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
}
