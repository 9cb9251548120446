package io.centralita.fake.asterisk.pbx;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Writes the events and tells them to the applications that hear of their subject. The place of
/// `type` among the fields is that of the real ones: it is not always the first.
final class Events {
    private final Timeline timeline;
    private final Applications applications;
    private final String asteriskId;

    private final boolean tellsTechCause;

    Events(Timeline timeline, Applications applications, Profile profile) {
        this.timeline = timeline;
        this.applications = applications;
        this.asteriskId = profile.asteriskId();
        this.tellsTechCause = profile.abilities().knows(Feature.TECH_CAUSE);
    }

    void stasisStart(Channel channel, List<String> args) {
        var event = begin(Json.object(), "StasisStart");
        var list = event.putArray("args");
        args.forEach(list::add);
        tell(channel, event);
    }

    void stasisEnd(Channel channel) {
        tell(channel, begin(Json.object(), "StasisEnd"));
    }

    void stateChanged(Channel channel) {
        tell(channel, begin(Json.object(), "ChannelStateChange"));
    }

    void connectedLine(Channel channel) {
        tell(channel, begin(Json.object(), "ChannelConnectedLine"));
    }

    void variable(Channel channel, String variable, String value) {
        var event = Json.object().put("variable", variable).put("value", value);
        tell(channel, begin(event, "ChannelVarset"));
    }

    void hangupRequest(Channel channel, Ending ending) {
        var event = Json.object();
        var cause = ending.cause() != null ? ending.cause() : causeOf(channel);
        if (cause > 0) {
            event.put("cause", cause);
        }
        if (ending.soft()) {
            event.put("soft", true);
        }
        if (ending.techCause() != null && tellsTechCause) {
            event.put("tech_cause", ending.techCause());
        }
        tell(channel, begin(event, "ChannelHangupRequest"));
    }

    private static int causeOf(Channel channel) {
        return channel.hangupCause;
    }

    void destroyed(Channel channel, Ending ending) {
        var event = begin(Json.object(), "ChannelDestroyed");
        event.put("cause", ending.hangupCause());
        event.put("cause_txt", Causes.text(ending.hangupCause()));
        if (ending.techCause() != null && tellsTechCause) {
            event.put("tech_cause", ending.techCause());
        }
        tell(channel, event);
    }

    void digit(Channel channel, char digit, int durationMs) {
        var event = begin(Json.object(), "ChannelDtmfReceived");
        event.put("digit", String.valueOf(digit)).put("duration_ms", durationMs);
        tell(channel, event);
    }

    void hold(Channel channel, boolean on) {
        var event = begin(Json.object(), on ? "ChannelHold" : "ChannelUnhold");
        if (on) {
            event.put("musicclass", "default");
        }
        tell(channel, event);
    }

    void talkingStarted(Channel channel) {
        tell(channel, begin(Json.object(), "ChannelTalkingStarted"));
    }

    void talkingFinished(Channel channel, long durationMs) {
        var event = Json.object().put("duration", durationMs);
        tell(channel, begin(event, "ChannelTalkingFinished"));
    }

    void dial(Channel peer, String status) {
        var event = begin(Json.object(), "Dial");
        event.put("dialstatus", status);
        event.put("forward", "");
        event.put("dialstring", peer.dialString);
        var caller = peer.dialler;
        if (caller != null) {
            event.set("caller", Json.of(caller));
        }
        event.set("peer", Json.of(peer));
        send(event, app -> app.hears(peer) || (caller != null && app.hears(caller)));
    }

    void entered(Bridge bridge, Channel channel) {
        tell(bridge, channel, "ChannelEnteredBridge");
    }

    void left(Bridge bridge, Channel channel) {
        tell(bridge, channel, "ChannelLeftBridge");
    }

    void destroyed(Bridge bridge) {
        var event = begin(Json.object(), "BridgeDestroyed");
        event.set("bridge", Json.of(bridge));
        send(event, app -> app.hears(bridge));
    }

    /// @param type PlaybackStarted for example
    /// @param part the field's name, `playback` or `recording`
    void media(Target target, String type, String part, ObjectNode json) {
        var event = begin(Json.object(), type);
        event.set(part, json);
        send(event, target::isHeardBy);
    }

    void moveFailed(Application application, Channel channel, String to, List<String> args) {
        var event = begin(Json.object(), "ApplicationMoveFailed");
        event.set("channel", Json.of(channel));
        var list = event.put("destination", to).putArray("args");
        args.forEach(list::add);
        application.tell(event.put("asterisk_id", asteriskId).put("application", application.name));
    }

    /// @param subjects the channel, the bridge that it is about
    void user(Application application, String name, ObjectNode values, ObjectNode subjects) {
        var event = begin(Json.object(), "ChannelUserevent").put("eventname", name);
        event.set("userevent", values);
        event.setAll(subjects);
        application.tell(event.put("asterisk_id", asteriskId).put("application", application.name));
    }

    /// @param result `Success`, `Invalid`, `Fail`
    void blindTransfer(Channel channel, @Nullable Channel transferee, Place to, String result) {
        var event = begin(Json.object(), "BridgeBlindTransfer");
        event.set("channel", Json.of(channel));
        event.put("exten", to.exten()).put("context", to.context());
        event.put("result", result).put("is_external", true);
        if (transferee != null) {
            event.set("transferee", Json.of(transferee));
        }
        var bridge = channel.bridge;
        if (bridge != null) {
            event.set("bridge", Json.of(bridge));
        }
        send(event, app -> app.hears(channel) || (bridge != null && app.hears(bridge)));
    }

    void application(Application application, String type) {
        var event = begin(Json.object(), type);
        application.tell(event.put("application", application.name).put("asterisk_id", asteriskId));
    }

    private void tell(Bridge bridge, Channel channel, String type) {
        var event = begin(Json.object(), type);
        event.set("bridge", Json.of(bridge));
        event.set("channel", Json.of(channel));
        send(event, app -> app.hears(channel) || app.hears(bridge));
    }

    private void tell(Channel channel, ObjectNode event) {
        event.set("channel", Json.of(channel));
        send(event, app -> app.hears(channel));
    }

    private ObjectNode begin(ObjectNode event, String type) {
        return event.put("type", type).put("timestamp", Json.time(timeline.now()));
    }

    private void send(ObjectNode event, Predicate<Application> hears) {
        for (var application : applications.all()) {
            if (hears.test(application)) {
                application.tell(
                        event.deepCopy()
                                .put("asterisk_id", asteriskId)
                                .put("application", application.name));
            }
        }
    }
}
