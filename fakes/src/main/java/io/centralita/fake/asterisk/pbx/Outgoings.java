package io.centralita.fake.asterisk.pbx;

import io.centralita.fake.asterisk.audio.Format;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Makes channels: for ARI, and for the dial plan's `Dial()`.
public final class Outgoings {
    private static final int NO_ANSWER = 19;
    private final Pbx pbx;
    private final Openings openings;

    Outgoings(Pbx pbx) {
        this.pbx = pbx;
        this.openings = new Openings(pbx);
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

    /// Whether it can be dialled: its form, and whether what it names is known.
    public Optional<DialString> dialString(String text) {
        return DialString.parse(text, pbx.ids::uuid)
                .filter(
                        to ->
                                switch (to) {
                                    case DialString.Phone(var resource) ->
                                            has("chan_pjsip.so")
                                                    && pbx.technologies.hasEndpoint(resource);
                                    case DialString.WebSocket(var client, _) ->
                                            has("chan_websocket.so")
                                                    && (client.isEmpty()
                                                            || pbx.technologies.hasWebSocketClient(
                                                                    client));
                                    case DialString.AudioSocket _ -> has("chan_audiosocket.so");
                                    case DialString.Local _ -> true;
                                });
    }

    private boolean has(String module) {
        return pbx.profile.abilities().has(module);
    }

    public void rtp(Origination what, String host, int port, Format format, Reply reply) {
        var at = host + ":" + port;
        var channel = openings.named(what, "UnicastRTP/" + at + "-" + pbx.ids.address());
        channel.dialString = at + "/c(" + format.label() + ")";
        openings.open(
                channel,
                new Dialled.Rtp(host, port, format),
                line(channel, toStasis(channel, what, reply)));
    }

    public void audioSocket(
            Origination what, String host, int port, UUID id, Format format, Reply reply) {
        originate(
                what,
                new DialString.AudioSocket(host, port, id, format),
                format,
                Duration.ZERO,
                Place.OUTGOING,
                reply);
    }

    /// @param client of `websocket_client.conf`; empty where the other side connects to us
    public void webSocket(
            Origination what, String client, String options, Format format, Reply reply) {
        originate(
                what,
                new DialString.WebSocket(client, options),
                format,
                Duration.ZERO,
                Place.OUTGOING,
                reply);
    }

    /// Dials, and takes whoever answers to an application or to the dial plan.
    ///
    /// @param timeout after which it is given up; zero for never
    /// @param then where it goes when it does not go to an application
    public void originate(
            Origination what,
            DialString to,
            Format format,
            Duration timeout,
            Place then,
            Reply reply) {
        var channel = openings.channel(what, to);
        var line =
                line(
                        channel,
                        what.app().isEmpty()
                                ? toDialPlan(channel, then, reply)
                                : toStasis(channel, what, reply));
        giveUp(
                channel,
                timeout,
                () -> {
                    channel.dialling = false;
                    pbx.events.dial(channel, "NOANSWER");
                    pbx.endings.end(channel, Ending.silent(NO_ANSWER));
                });
        openings.open(channel, to, format, what.caller(), line);
    }

    private OutgoingLine line(Channel channel, After after) {
        return new OutgoingLine(pbx, channel, after, false);
    }

    private void giveUp(Channel channel, Duration timeout, Runnable action) {
        if (!timeout.isZero()) {
            pbx.timeline.after(
                    timeout,
                    () -> {
                        if (channel.dialling && !channel.gone) {
                            action.run();
                        }
                    });
        }
    }

    /// `POST /channels/create`: a channel that is in its application before it is dialled.
    public Channel create(Origination what, DialString to, Format format) {
        var channel = openings.channel(what, to);
        var line = new OutgoingLine(pbx, channel, new Nothing(), true);
        if (to instanceof DialString.WebSocket(var client, _) && client.isEmpty()) {
            openings.open(channel, to, format, what.caller(), line);
            channel.whenDialled = line::release;
        } else {
            channel.whenDialled =
                    () -> {
                        line.release();
                        openings.open(channel, to, format, channel.connected, line);
                    };
        }
        var second = channel.half;
        if (second != null) {
            channel.whenGone.add(
                    () -> {
                        if (second.technology == null) {
                            pbx.endings.end(second, Ending.HANGUP);
                        }
                    });
        }
        pbx.timeline.after(
                pbx.profile.stasisDelay(),
                () -> {
                    if (!channel.gone
                            && !pbx.stasis.enter(
                                    channel,
                                    what.app(),
                                    what.args(),
                                    Stasis.data(what.app(), what.args()),
                                    () -> pbx.endings.end(channel, Ending.SILENT))) {
                        pbx.endings.end(channel, Ending.SILENT);
                    }
                });
        return channel;
    }

    /// Dials a channel that was created.
    ///
    /// @param caller whose variables it inherits and whom it shows
    /// @param timeout zero for never
    /// @return false for a channel that was not created for it
    public boolean dial(Channel channel, @Nullable Channel caller, Duration timeout) {
        var begin = channel.whenDialled;
        if (begin == null) {
            return false;
        }
        channel.whenDialled = null;
        if (caller != null) {
            Variables.inherit(caller, channel);
            channel.connected = caller.caller;
        }
        begin.run();
        giveUp(channel, timeout, () -> pbx.endings.end(channel, Ending.asked(NO_ANSWER)));
        return true;
    }

    /// `Dial()`.
    ///
    /// @param timeout zero for never
    /// @return what is dialled
    Channel dial(Channel from, DialString to, Duration timeout, After after) {
        var what = new Origination("", "", List.of(), from.caller, Map.of());
        var channel = openings.channel(what, to);
        channel.dialler = from;
        Variables.inherit(from, channel);
        if (to instanceof DialString.WebSocket socket) {
            channel.variables.put("DIALEDPEERNUMBER", socket.resource());
        }
        giveUp(
                channel,
                timeout,
                () -> {
                    channel.dialling = false;
                    pbx.events.dial(channel, "NOANSWER");
                    pbx.endings.end(channel, Ending.silent(NO_ANSWER));
                    after.failed(channel, NO_ANSWER);
                });
        channel.whenGone.add(
                () ->
                        pbx.timeline.after(
                                Duration.ZERO, () -> after.failed(channel, Ending.NORMAL)));
        openings.open(channel, to, from.format(), from.caller, line(channel, after));
        return channel;
    }

    private After toStasis(Channel channel, Origination what, Reply reply) {
        return new Replying(channel, reply) {
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
        return new Replying(channel, reply) {
            @Override
            public void answered(Channel up) {
                new Execution(pbx, channel).start(then.context(), then.exten(), then.priority());
            }
        };
    }

    /// Answers the request when the channel is there.
    private abstract static class Replying implements After {
        private final Channel channel;
        private final Reply reply;

        Replying(Channel channel, Reply reply) {
            this.channel = channel;
            this.reply = reply;
        }

        @Override
        public void prepared(Channel prepared) {
            reply.made(channel, new LinkedHashMap<>(channel.variables));
        }

        @Override
        public void refused() {
            reply.refused();
        }
    }

    /// It is in its application already.
    private static final class Nothing implements After {
        @Override
        public void refused() {
            // The channel is gone, which the application hears.
        }
    }
}
