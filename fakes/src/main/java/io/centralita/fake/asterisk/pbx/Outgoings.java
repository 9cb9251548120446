package io.centralita.fake.asterisk.pbx;

import io.centralita.fake.asterisk.audio.Format;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Makes channels: for ARI, and for the dial plan's `Dial()`.
public final class Outgoings {
    private static final int NO_ANSWER = 19;
    private static final int NO_ROUTE = 3;
    private final Pbx pbx;

    Outgoings(Pbx pbx) {
        this.pbx = pbx;
    }

    /// How it goes on with a channel that is being made.
    interface After {
        default void prepared(Channel channel) {}

        void refused();

        default void rings() {}

        default void answered(Channel channel) {}

        default void failed(Channel channel, int cause) {}
    }

    /// The answer to a request.
    public interface Reply {
        /// @param variables that the channel has already
        void made(Channel channel, Map<String, String> variables);

        void refused();
    }

    public void rtp(Origination what, String host, int port, Format format, Reply reply) {
        var at = host + ":" + port;
        var channel = made(what, "UnicastRTP/" + at + "-" + pbx.ids.address());
        channel.dialString = at + "/c(" + format.label() + ")";
        open(channel, new Dialled.Rtp(host, port, format), toStasis(channel, what, reply));
    }

    public void audioSocket(
            Origination what, String host, int port, UUID id, Format format, Reply reply) {
        var at = host + ":" + port;
        var channel = made(what, "AudioSocket/" + at + "-" + id);
        channel.dialString = at + "/" + id;
        open(
                channel,
                new Dialled.AudioSocket(host, port, id, format, false),
                toStasis(channel, what, reply));
    }

    /// @param client of `websocket_client.conf`; empty where the other side connects to us
    public void webSocket(
            Origination what, String client, String options, Format format, Reply reply) {
        var resource = client.isEmpty() ? "INCOMING" : client;
        var channel = made(what, "WebSocket/" + resource + "/" + pbx.ids.address());
        channel.dialString = options.isEmpty() ? resource : resource + "/" + options;
        open(
                channel,
                webSocket(channel, client, WebSocketOptions.parse(options, format)),
                toStasis(channel, what, reply));
    }

    /// A phone, which is given up after a time.
    ///
    /// @param timeout zero for never
    public void endpoint(Origination what, String name, Duration timeout, Reply reply) {
        var channel = made(what, pbx.ids.sipChannel(name));
        channel.dialString = name;
        channel.connected = what.caller();
        if (!timeout.isZero()) {
            pbx.timeline.after(
                    timeout,
                    () -> {
                        if (channel.dialling) {
                            channel.dialling = false;
                            pbx.events.dial(channel, "NOANSWER");
                            pbx.endings.end(
                                    channel,
                                    new Ending(false, null, false, null, NO_ANSWER, false));
                        }
                    });
        }
        open(channel, new Dialled.Endpoint(name, what.caller()), toStasis(channel, what, reply));
    }

    /// Both halves of a Local channel: the second goes to the dial plan, the first, when that has
    /// answered, to an application or to another place in it.
    ///
    /// @param where `exten@context` of the second half
    /// @param then where the first half goes when it does not go to an application
    public void local(Origination what, String where, Format format, Place then, Reply reply) {
        int at = where.indexOf('@');
        var exten = at < 0 ? where : where.substring(0, at);
        var context = at < 0 ? DialPlan.INBOUND : where.substring(at + 1);
        var name = pbx.ids.localChannel(where);
        var first = made(what, name + ";1");
        first.place = new Place(context, exten, 1, "AppDial2", "(Outgoing Line)");
        first.caller = what.caller();
        first.connected = what.caller();
        first.dialString = where;
        var second =
                new Channel(
                        pbx.ids.channel(),
                        name + ";2",
                        "",
                        what.caller(),
                        new Place(context, exten, 1, "", ""),
                        pbx.timeline.now());
        second.connected = what.caller();
        second.state = ChannelState.RING;
        pbx.add(first);
        pbx.add(second);
        var line =
                new OutgoingLine(
                        pbx,
                        first,
                        what.app().isEmpty()
                                ? toDialPlan(first, then, reply)
                                : toStasis(first, what, reply));
        first.technology = new LocalHalf(pbx, second, format, null);
        second.technology = new LocalHalf(pbx, first, format, line);
        line.prepared(Map.of());
        line.dialling();
        new Execution(pbx, second).start(context, exten, 1);
    }

    /// `Dial()`.
    Channel dial(Channel from, String resource, After after) {
        var parts = resource.split("/", -1);
        var options = parts.length > 2 ? parts[parts.length - 1] : "";
        var channel = bare(new Origination("", "", List.of(), CallerId.NONE, Map.of()), resource);
        switch (parts[0]) {
            case "WebSocket" -> {
                channel = bare(channel, "WebSocket/" + parts[1] + "/" + pbx.ids.address());
                Variables.inherit(from, channel);
                channel.variables.put(
                        "DIALEDPEERNUMBER", resource.substring(resource.indexOf('/') + 1));
                open(
                        channel,
                        webSocket(channel, parts[1], WebSocketOptions.parse(options, Format.ULAW)),
                        after);
            }
            case "AudioSocket" -> {
                int colon = parts[1].lastIndexOf(':');
                var id =
                        UUID.fromString(
                                parts.length < 3 || parts[2].isEmpty() ? pbx.ids.uuid() : parts[2]);
                channel = bare(channel, "AudioSocket/" + parts[1] + "-" + id);
                open(
                        channel,
                        new Dialled.AudioSocket(
                                parts[1].substring(0, colon),
                                Integer.parseInt(parts[1].substring(colon + 1)),
                                id,
                                WebSocketOptions.parse(
                                                parts.length > 3 ? parts[3] : "", Format.SLIN)
                                        .format(),
                                false),
                        after);
            }
            case "PJSIP" -> {
                channel = bare(channel, pbx.ids.sipChannel(parts[1]));
                channel.connected = from.caller;
                open(channel, new Dialled.Endpoint(parts[1], from.caller), after);
            }
            default -> {
                var unknown = channel;
                pbx.timeline.after(Duration.ZERO, () -> after.failed(unknown, NO_ROUTE));
            }
        }
        return channel;
    }

    private Channel bare(Channel like, String name) {
        return bare(new Origination(like.id, "", List.of(), CallerId.NONE, Map.of()), name);
    }

    private Channel bare(Origination what, String name) {
        var channel =
                new Channel(
                        what.id().isEmpty() ? pbx.ids.channel() : what.id(),
                        name,
                        "",
                        CallerId.NONE,
                        Place.OUTGOING,
                        pbx.timeline.now());
        channel.variables.putAll(reversed(what.variables()));
        return channel;
    }

    private Channel made(Origination what, String name) {
        var channel = bare(what, name);
        pbx.applications.active(what.app()).ifPresent(app -> app.made.add(channel));
        return channel;
    }

    private void open(Channel channel, Dialled dialled, After after) {
        pbx.add(channel);
        channel.technology = pbx.technologies.open(dialled, new OutgoingLine(pbx, channel, after));
    }

    private Dialled.WebSocket webSocket(Channel channel, String client, WebSocketOptions options) {
        return new Dialled.WebSocket(
                client.isEmpty() ? null : client,
                client.isEmpty() ? pbx.ids.uuid() : client,
                options,
                new Dialled.Facts(channel.name, channel.id),
                () -> Map.copyOf(channel.variables));
    }

    private After toStasis(Channel channel, Origination what, Reply reply) {
        return new After() {
            @Override
            public void prepared(Channel prepared) {
                reply.made(channel, new LinkedHashMap<>(channel.variables));
            }

            @Override
            public void refused() {
                reply.refused();
            }

            @Override
            public void answered(Channel up) {
                var data = Stasis.data(what.app(), what.args());
                Runnable left = () -> pbx.endings.end(channel, Ending.SILENT);
                if (!pbx.stasis.enter(channel, what.app(), what.args(), data, left)) {
                    pbx.endings.end(channel, Ending.SILENT);
                }
            }
        };
    }

    private After toDialPlan(Channel channel, Place then, Reply reply) {
        return new After() {
            @Override
            public void prepared(Channel prepared) {
                reply.made(channel, Map.of());
            }

            @Override
            public void refused() {
                reply.refused();
            }

            @Override
            public void answered(Channel up) {
                new Execution(pbx, channel).start(then.context(), then.exten(), then.priority());
            }
        };
    }

    /// As Asterisk keeps them: the last one set comes first.
    private static Map<String, String> reversed(Map<String, String> variables) {
        var names = new ArrayList<>(variables.keySet());
        Collections.reverse(names);
        var reversed = new LinkedHashMap<String, String>();
        names.forEach(name -> reversed.put(name, variables.getOrDefault(name, "")));
        return reversed;
    }
}
