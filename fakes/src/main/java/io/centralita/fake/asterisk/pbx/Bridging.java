package io.centralita.fake.asterisk.pbx;

import io.centralita.fake.asterisk.audio.Frame;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Who is in which bridge, what is said of it, and the audio between them.
final class Bridging {
    private static final String PEER = "BRIDGEPEER";
    private static final String PEER_CALL = "BRIDGEPVTCALLID";
    private final Pbx pbx;

    Bridging(Pbx pbx) {
        this.pbx = pbx;
    }

    void enter(Bridge bridge, List<Channel> channels) {
        for (var channel : channels) {
            leave(channel, true);
            bridge.members.add(channel);
            channel.bridge = bridge;
            var stay = channel.stay;
            if (stay != null) {
                stay.application().subscribe(bridge);
            }
            pbx.events.entered(bridge, channel);
            if (bridge.holding) {
                pbx.music(channel, true);
            }
        }
        tellPeers(bridge);
        if (!bridge.holding && bridge.members.size() == 2) {
            connect(bridge.members.getLast(), bridge.members.getFirst());
            connect(bridge.members.getFirst(), bridge.members.getLast());
        }
        settle(bridge);
    }

    private void connect(Channel channel, Channel other) {
        if (!channel.connected.equals(other.caller)) {
            channel.connected = other.caller;
            pbx.events.connectedLine(channel);
        }
    }

    /// @param stays in Stasis; otherwise its application's subscription to the bridge is left
    ///   behind
    void leave(Channel channel, boolean stays) {
        var bridge = channel.bridge;
        if (bridge == null) {
            return;
        }
        clear(channel, PEER);
        clear(channel, PEER_CALL);
        bridge.members.remove(channel);
        channel.bridge = null;
        if (bridge.holding) {
            pbx.music(channel, false);
        }
        pbx.events.left(bridge, channel);
        var stay = channel.stay;
        if (stays && stay != null) {
            stay.application().unsubscribe(bridge);
        }
        tellPeers(bridge);
        settle(bridge);
    }

    void dissolve(Bridge bridge) {
        pbx.studio().abandon(new Target.OfBridge(bridge));
        bridge.attendants.clear();
        for (var channel : List.copyOf(bridge.members).reversed()) {
            leave(channel, true);
            channel.hangupCause = Ending.NORMAL;
        }
    }

    void attend(Bridge bridge, String attendant) {
        bridge.attendants.add(attendant);
        tellPeers(bridge);
        settle(bridge);
    }

    void unattend(Bridge bridge, String attendant) {
        if (bridge.attendants.remove(attendant)) {
            tellPeers(bridge);
            settle(bridge);
        }
    }

    /// Says once more who is bridged with whom, as Asterisk does when something of a channel
    /// changes.
    void refresh(Channel channel) {
        if (channel.bridge != null) {
            tellPeers(channel.bridge);
        }
    }

    void audio(Channel source, Frame arrived) {
        var frame = source.admitted(arrived);
        if (source.talk != null) {
            source.talk.hear(frame);
        }
        source.recorders.forEach(recorder -> recorder.accept(frame));
        source.inward.forEach(spy -> spy.accept(frame));
        pass(source, frame);
    }

    /// Takes a frame from a channel to whoever it is bridged with.
    static void pass(Channel source, Frame frame) {
        var bridge = source.bridge;
        if (bridge == null) {
            source.overhear(frame);
        } else if (bridge.softmix != null) {
            bridge.softmix.take(source, frame);
        } else if (!bridge.holding) {
            // By number: playing may end a channel.
            for (int i = 0; i < bridge.members.size(); i++) {
                var other = bridge.members.get(i);
                if (other != source) {
                    other.play(frame);
                }
            }
        }
    }

    void digit(Channel source, char digit, int durationMs) {
        var bridge = source.bridge;
        if (bridge == null) {
            if (source.listener != null) {
                source.listener.digit(digit, durationMs);
            }
            return;
        }
        if (bridge.holding || source.absorbs()) {
            return;
        }
        for (var other : bridge.others(source)) {
            if (other.technology != null) {
                other.technology.digit(digit, durationMs);
            }
        }
    }

    private void tellPeers(Bridge bridge) {
        if (bridge.holding || bridge.members.size() + bridge.attendants.size() < 2) {
            return;
        }
        for (var member : List.copyOf(bridge.members)) {
            var names =
                    Stream.concat(
                                    bridge.attendants.stream(),
                                    bridge.others(member).stream().map(Channel::name))
                            .collect(Collectors.joining(","));
            pbx.setVariable(member, PEER, names);
        }
        for (var member : List.copyOf(bridge.members)) {
            if (bridge.isMixed()) {
                clear(member, PEER_CALL);
            } else {
                bridge.others(member).stream()
                        .filter(Channel::isSip)
                        .forEach(other -> pbx.setVariable(member, PEER_CALL, other.protocolId));
            }
        }
    }

    private void clear(Channel channel, String variable) {
        if (!channel.variables.getOrDefault(variable, "").isEmpty()) {
            pbx.setVariable(channel, variable, "");
        }
    }

    private void settle(Bridge bridge) {
        if (bridge.isMixed() && bridge.softmix == null) {
            bridge.softmix = new Softmix(pbx.timeline, bridge);
            bridge.softmix.start();
        } else if (!bridge.isMixed() && bridge.softmix != null) {
            bridge.softmix.stop();
            bridge.softmix = null;
        }
    }
}
