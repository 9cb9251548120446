package io.centralita.channel.asterisk;

import io.centralita.channel.asterisk.ari.Ari;
import io.centralita.channel.asterisk.ari.AriApplication;
import io.centralita.channel.asterisk.ari.AriBridge;
import io.centralita.channel.asterisk.ari.AriChannel;
import io.centralita.channel.asterisk.ari.AriEvent;
import io.centralita.channel.asterisk.ari.AriFailure;
import io.centralita.channel.asterisk.ari.AriFailure.Reason;
import io.centralita.channel.asterisk.ari.AriRecording;
import io.centralita.channel.asterisk.ari.DialPlanPlace;
import io.centralita.channel.asterisk.ari.ExternalMedia;
import io.centralita.channel.asterisk.ari.Originate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a [PretendAsterisk] is asked, with the refusals of a real one.
final class PretendAri implements Ari {
    private static final Reason NOT_FOUND = new Reason.Refused(404, "Channel not found");

    private final PretendAsterisk on;

    PretendAri(PretendAsterisk on) {
        this.on = on;
    }

    private interface Work<T> {
        T run() throws AriFailure;
    }

    private <T> T ask(String request, Work<T> work) throws AriFailure {
        on.asked.add(request);
        on.moment.accept(request);
        refuse(request, on.refusal.of(request));
        T answer;
        synchronized (on) {
            answer = work.run();
        }
        on.moment.accept("after " + request);
        refuse(request, on.refusal.of("after " + request));
        return answer;
    }

    private static void refuse(String request, Optional<Reason> why) throws AriFailure {
        if (why.isPresent()) {
            throw new AriFailure(request, why.get(), null);
        }
    }

    private AriChannel required(String request, String id) throws AriFailure {
        var channel = on.channels.get(id);
        if (channel == null) {
            throw new AriFailure(request, NOT_FOUND, null);
        }
        return channel;
    }

    private AriChannel inStasis(String request, String id) throws AriFailure {
        var channel = required(request, id);
        if (!on.inStasis.contains(id)) {
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
                                        List.copyOf(on.inStasis),
                                        List.copyOf(on.bridges.keySet()))));
    }

    @Override
    public List<AriChannel> channels() throws AriFailure {
        return ask("channels", () -> List.copyOf(on.channels.values()));
    }

    @Override
    public Optional<AriChannel> channel(String id) throws AriFailure {
        return ask("channel " + id, () -> Optional.ofNullable(on.channels.get(id)));
    }

    @Override
    public List<AriBridge> bridges() throws AriFailure {
        return ask(
                "bridges",
                () ->
                        on.bridges.entrySet().stream()
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
                    var up = PretendAsterisk.channel(id, "Up");
                    on.channels.put(id, up);
                    on.tell(new AriEvent.StateChanged(up));
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
                    on.causes.put(id, cause);
                    on.end(id, cause);
                    return true;
                });
    }

    @Override
    public void leave(String id, DialPlanPlace where) throws AriFailure {
        ask(
                "leave " + id,
                () -> {
                    var channel = inStasis("leave", id);
                    on.leaveBridges(channel);
                    on.inStasis.remove(id);
                    on.channels.remove(id);
                    on.tell(new AriEvent.StasisEnd(channel));
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
                    var made = on.put(id, "Up");
                    on.tell(new AriEvent.StasisStart(made, List.of()));
                    return made;
                });
    }

    @Override
    public AriChannel originate(Originate call) throws AriFailure {
        return ask(
                "originate " + call.endpoint() + " " + call.channelId(),
                () -> {
                    on.originated.add(call.channelId());
                    var made = PretendAsterisk.channel(call.channelId(), "Down");
                    on.channels.put(call.channelId(), made);
                    on.tell(new AriEvent.Dialled(made, ""));
                    return made;
                });
    }

    @Override
    public String variable(String id, String name) throws AriFailure {
        return ask(
                "variable " + name,
                () -> {
                    required("variable", id);
                    var value = on.variables.get(name);
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
                    return on.variables.put(name, value);
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
        ask("bridge " + id, () -> on.bridges.put(id, new ArrayList<>()));
    }

    @Override
    public void deleteBridge(String id) throws AriFailure {
        ask(
                "delete-bridge " + id,
                () -> {
                    if (on.bridges.remove(id) == null) {
                        throw new AriFailure("delete-bridge", NOT_FOUND, null);
                    }
                    on.tell(new AriEvent.BridgeDestroyed(id));
                    return true;
                });
    }

    @Override
    public void add(String bridge, List<String> added) throws AriFailure {
        ask(
                "add",
                () -> {
                    var inside = on.bridges.get(bridge);
                    if (inside == null) {
                        throw new AriFailure("add", NOT_FOUND, null);
                    }
                    for (var id : added) {
                        if (!on.channels.containsKey(id)) {
                            throw new AriFailure("add", new Reason.Refused(400, "unknown"), null);
                        }
                        if (!on.inStasis.contains(id)) {
                            throw new AriFailure("add", new Reason.Refused(422, "no"), null);
                        }
                    }
                    added.stream().filter(id -> !inside.contains(id)).forEach(inside::add);
                    on.bridged.addAll(added);
                    return true;
                });
    }

    @Override
    public void remove(String bridge, String id) throws AriFailure {
        ask("remove " + id, () -> on.bridges.getOrDefault(bridge, List.of()).remove(id));
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
                    return on.recorded.put(id, recording.name());
                });
    }

    @Override
    public void stopRecording(String name) throws AriFailure {
        ask(
                "stop-recording",
                () -> {
                    on.tell(new AriEvent.RecordingFinished(name));
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
                    var made = on.put(snoopId, "Up");
                    on.tell(new AriEvent.StasisStart(made, List.of()));
                    return made;
                });
    }

    @Override
    public void userEvent(String name, Map<String, String> values) throws AriFailure {
        ask("user-event " + name, () -> true);
    }
}
