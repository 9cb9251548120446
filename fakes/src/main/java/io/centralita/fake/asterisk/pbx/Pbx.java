package io.centralita.fake.asterisk.pbx;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One running Asterisk, from the start to `core stop now`.
public final class Pbx {
    private static final String MUSIC = "Announcer/ARI_MOH";

    final Timeline timeline;
    final Technologies technologies;
    final DialPlan plan;
    final Profile profile;
    final Applications applications = new Applications();
    final Events events;
    final Ids ids;
    final Bridging bridging;
    final Endings endings;
    final Stasis stasis;
    final Transfers transfers;
    private final Studio studio;
    private final Outgoings outgoings;
    private final Map<String, Channel> channels = new LinkedHashMap<>();
    private final Map<String, Bridge> bridges = new LinkedHashMap<>();

    public Pbx(Timeline timeline, Technologies technologies, DialPlan plan, Profile profile) {
        this.timeline = timeline;
        this.technologies = technologies;
        this.plan = plan;
        this.profile = profile;
        this.events = new Events(timeline, applications, profile);
        this.ids = new Ids(timeline, profile.seed());
        this.bridging = new Bridging(this);
        this.studio = new Studio(this);
        this.endings = new Endings(this);
        this.stasis = new Stasis(this);
        this.transfers = new Transfers(this);
        this.outgoings = new Outgoings(this);
    }

    public Applications applications() {
        return applications;
    }

    public Studio studio() {
        return studio;
    }

    public Outgoings outgoings() {
        return outgoings;
    }

    public Stasis stasis() {
        return stasis;
    }

    public Technologies technologies() {
        return technologies;
    }

    /// A call from outside: it goes to its extension of the dial plan.
    ///
    /// @return where the far end tells what it does
    public Line call(Incoming incoming, Technology farEnd) {
        var where = incoming.exten() + "@" + incoming.context();
        if (!incoming.sip()) {
            ids.channel();
        }
        var channel =
                new Channel(
                        ids.channel(),
                        incoming.sip()
                                ? ids.sipChannel(incoming.endpoint())
                                : ids.localChannel(where) + ";2",
                        incoming.sip() ? incoming.callId() : "",
                        incoming.caller(),
                        new Place(incoming.context(), incoming.exten(), 1, "", ""),
                        timeline.now());
        channel.state = ChannelState.RING;
        channel.technology = farEnd;
        channel.variables.putAll(incoming.variables());
        channel.headers.putAll(incoming.headers());
        if (!incoming.sip()) {
            channel.connected = incoming.caller();
        }
        add(channel);
        var line = new ChannelLine(this, channel);
        new Execution(this, channel).start(incoming.context(), incoming.exten(), 1);
        return line;
    }

    void add(Channel channel) {
        channels.put(channel.id, channel);
    }

    void remove(Channel channel) {
        channels.remove(channel.id);
    }

    public List<Channel> channels() {
        return List.copyOf(channels.values());
    }

    public Optional<Channel> channel(String id) {
        return Optional.ofNullable(channels.get(id));
    }

    public List<Bridge> bridges() {
        return List.copyOf(bridges.values());
    }

    public Optional<Bridge> bridge(String id) {
        return Optional.ofNullable(bridges.get(id));
    }

    /// @param id empty for one that is made up
    public Bridge createBridge(String id, String name, boolean holding) {
        var bridge =
                new Bridge(id.isEmpty() ? ids.uuid() : id, name, timeline.now(), false, holding);
        bridges.put(bridge.id, bridge);
        return bridge;
    }

    public void destroyBridge(Bridge bridge) {
        bridgeMusic(bridge, false);
        bridging.dissolve(bridge);
        bridges.remove(bridge.id);
        events.destroyed(bridge);
        applications.all().forEach(app -> app.bridges.remove(bridge));
    }

    public void enter(Bridge bridge, List<Channel> members) {
        bridging.enter(bridge, members);
    }

    public void leave(Channel channel) {
        bridging.leave(channel, true);
    }

    public void answer(Channel channel) {
        if (channel.state != ChannelState.RING || channel.technology == null) {
            return;
        }
        channel.technology.answer();
        channel.state = ChannelState.UP;
        events.stateChanged(channel);
        bridging.refresh(channel);
    }

    public void ring(Channel channel) {
        if (channel.state == ChannelState.RING && channel.technology != null) {
            channel.technology.ring();
        }
    }

    public void progress(Channel channel) {
        if (channel.state == ChannelState.RING && channel.technology != null) {
            channel.technology.progress();
        }
    }

    /// Keys for the far end, as RFC 4733 events.
    ///
    /// @param beforeMs until the first one
    /// @param betweenMs from one to the next
    public void sendKeys(
            Channel channel, String digits, int beforeMs, int betweenMs, int durationMs) {
        long at = beforeMs;
        for (int i = 0; i < digits.length(); i++) {
            char key = digits.charAt(i);
            if (at == 0) {
                sendKey(channel, key, durationMs);
            } else {
                timeline.after(Duration.ofMillis(at), () -> sendKey(channel, key, durationMs));
            }
            at += durationMs + betweenMs;
        }
    }

    private static void sendKey(Channel channel, char key, int durationMs) {
        if (channel.technology != null && !channel.gone) {
            channel.technology.digit(key, durationMs);
        }
    }

    /// Music on hold, audible where there is a sound `moh`.
    public void music(Channel channel, boolean on) {
        if (channel.technology != null) {
            channel.technology.music(on);
        }
        channel.music.cancel();
        channel.music = on ? studio.loop("moh", channel::play) : () -> {};
    }

    /// Music for all in a bridge.
    ///
    /// @return false where it was so already
    public boolean bridgeMusic(Bridge bridge, boolean on) {
        var music = bridge.music;
        if (on == (music != null)) {
            return false;
        }
        if (music != null) {
            music.cancel();
            bridge.music = null;
            bridging.unattend(bridge, MUSIC);
        } else {
            bridging.attend(bridge, MUSIC);
            bridge.music =
                    studio.loop(
                            "moh",
                            frame -> {
                                if (bridge.softmix != null) {
                                    bridge.softmix.take(MUSIC, frame);
                                }
                            });
        }
        return true;
    }

    public void redirect(Channel channel, String endpoint) {
        if (channel.technology != null) {
            channel.technology.refer(endpoint);
        }
    }

    /// @param done when it has begun; later where the channel's thread is blocked
    public void hangUp(Channel channel, int cause, Runnable done) {
        endings.end(channel, Ending.asked(cause), done);
    }

    public Channel snoop(
            Channel spied,
            Snoop.Direction spying,
            Snoop.Direction whisper,
            String id,
            String app,
            List<String> args) {
        var spy =
                new Channel(
                        id.isEmpty() ? ids.channel() : id,
                        ids.snoop(spied),
                        "",
                        CallerId.NONE,
                        new Place("default", "s", 1, "", ""),
                        timeline.now());
        spy.state = ChannelState.UP;
        spy.technology = new Snoop(spied, whisper);
        add(spy);
        SnoopEar.open(this, spy, spied, spying);
        Runnable spiedGone =
                () -> timeline.after(Duration.ZERO, () -> endings.end(spy, Ending.SILENT));
        spied.whenGone.add(spiedGone);
        spy.whenGone.add(() -> spied.whenGone.remove(spiedGone));
        timeline.after(
                profile.stasisDelay(),
                () -> {
                    if (spy.gone) {
                        return;
                    }
                    var data = Stasis.data(app, args);
                    Runnable left = () -> endings.end(spy, Ending.SILENT);
                    if (stasis.enter(spy, app, args, data, left)) {
                        bridging.refresh(spied);
                    } else {
                        endings.end(spy, Ending.SILENT);
                    }
                });
        return spy;
    }

    /// Values of the dial plan's variables and functions, as far as they are known here.
    public Optional<String> variable(Channel channel, String expression) {
        return Variables.value(channel, expression);
    }

    public void setVariable(Channel channel, String name, String value) {
        Variables.set(this, channel, name, value);
    }

    public void removeVariable(Channel channel, String name) {
        Variables.remove(this, channel, name);
    }

    /// Something that an application wants told.
    public void userEvent(
            Application application, String name, ObjectNode values, ObjectNode subjects) {
        events.user(application, name, values, subjects);
    }

    /// `core stop now`: all calls end, everybody is told.
    public void stopNow() {
        var all = new ArrayList<>(channels.values());
        all.forEach(channel -> events.hangupRequest(channel, Ending.STOP));
        all.forEach(channel -> endings.finish(channel, Ending.STOP));
    }

    public Leftovers leftovers() {
        return new Leftovers(
                channels.values().stream().map(Channel::name).toList(),
                bridges.values().stream().map(Bridge::id).toList());
    }
}
