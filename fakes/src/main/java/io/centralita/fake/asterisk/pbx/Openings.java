package io.centralita.fake.asterisk.pbx;

import io.centralita.fake.asterisk.audio.Format;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Makes the channels of dial strings and, now or later, what is behind them.
final class Openings {
    private final Pbx pbx;

    Openings(Pbx pbx) {
        this.pbx = pbx;
    }

    /// The channel, without anything behind it.
    Channel channel(Origination what, DialString to) {
        return switch (to) {
            case DialString.Phone phone -> {
                var channel = named(what, pbx.ids.sipChannel(phone.endpoint()));
                channel.dialString = phone.resource();
                channel.connected = what.caller();
                yield channel;
            }
            case DialString.Local local -> pair(what, local);
            case DialString.WebSocket socket -> {
                var name = socket.client().isEmpty() ? DialString.INCOMING : socket.client();
                var channel = named(what, "WebSocket/" + name + "/" + pbx.ids.address());
                channel.dialString = socket.resource();
                yield channel;
            }
            case DialString.AudioSocket socket -> {
                var at = socket.host() + ":" + socket.port();
                var channel = named(what, "AudioSocket/" + at + "-" + socket.id());
                channel.dialString = at + "/" + socket.id();
                yield channel;
            }
        };
    }

    Channel named(Origination what, String name) {
        var channel =
                new Channel(
                        what.id().isEmpty() ? pbx.ids.channel() : what.id(),
                        name,
                        "",
                        CallerId.NONE,
                        Place.OUTGOING,
                        pbx.timeline.now());
        channel.variables.putAll(reversed(what.variables()));
        pbx.applications.active(what.app()).ifPresent(app -> app.made.add(channel));
        pbx.add(channel);
        return channel;
    }

    /// Both halves of a Local channel; the second waits for its dial plan.
    private Channel pair(Origination what, DialString.Local local) {
        var name = pbx.ids.localChannel(local.where());
        var first = named(what, name + ";1");
        first.place = new Place(local.context(), local.exten(), 1, "AppDial2", "(Outgoing Line)");
        first.caller = what.caller();
        first.connected = what.caller();
        first.dialString = local.where();
        var second =
                new Channel(
                        what.otherId().isEmpty() ? pbx.ids.channel() : what.otherId(),
                        name + ";2",
                        "",
                        what.caller(),
                        new Place(local.context(), local.exten(), 1, "", ""),
                        pbx.timeline.now());
        second.connected = what.caller();
        second.state = ChannelState.RING;
        pbx.add(second);
        first.half = second;
        return first;
    }

    /// @param caller whom the far end sees
    void open(Channel channel, DialString to, Format format, CallerId caller, OutgoingLine line) {
        switch (to) {
            case DialString.Phone phone ->
                    open(channel, new Dialled.Endpoint(phone.resource(), caller), line);
            case DialString.WebSocket socket ->
                    open(
                            channel,
                            webSocket(
                                    channel,
                                    socket.client(),
                                    WebSocketOptions.parse(socket.options(), format)
                                            .on(pbx.profile.abilities())),
                            line);
            case DialString.AudioSocket socket ->
                    open(
                            channel,
                            new Dialled.AudioSocket(
                                    socket.host(),
                                    socket.port(),
                                    socket.id(),
                                    socket.format(),
                                    false,
                                    pbx.profile.abilities()),
                            line);
            case DialString.Local local -> connect(channel, local, format, line);
        }
    }

    void open(Channel channel, Dialled dialled, OutgoingLine line) {
        channel.technology = pbx.technologies.open(dialled, line);
    }

    private void connect(Channel first, DialString.Local to, Format format, OutgoingLine line) {
        var second = first.half;
        if (second == null || second.gone) {
            line.failed(Ending.NORMAL);
            return;
        }
        Variables.inherit(first, second);
        first.technology = new LocalHalf(pbx, second, format, null);
        second.technology = new LocalHalf(pbx, first, format, line);
        line.prepared(Map.of());
        line.dialling();
        new Execution(pbx, second).start(to.context(), to.exten(), 1);
    }

    Dialled.WebSocket webSocket(Channel channel, String client, WebSocketOptions options) {
        return new Dialled.WebSocket(
                client.isEmpty() ? null : client,
                client.isEmpty() ? pbx.ids.uuid() : client,
                options,
                new Dialled.Facts(channel.name, channel.id),
                () -> Map.copyOf(channel.variables),
                pbx.profile.abilities());
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
