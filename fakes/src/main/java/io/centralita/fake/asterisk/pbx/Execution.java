package io.centralita.fake.asterisk.pbx;

import io.centralita.fake.asterisk.audio.Format;
import io.centralita.fake.asterisk.audio.Frame;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The dial plan at work on one channel.
final class Execution {
    private static final int UNALLOCATED = 1;
    private static final int NO_ROUTE = 3;

    private final Pbx pbx;
    private final Channel channel;
    private List<Step> steps = List.of();
    private int priority;
    private Timeline.@Nullable Appointment appointment;
    private Runnable letGo = () -> {};
    private boolean stopped;

    Execution(Pbx pbx, Channel channel) {
        this.pbx = pbx;
        this.channel = channel;
    }

    void start(String context, String exten, int first) {
        channel.execution = this;
        channel.place = new Place(context, exten, first, "", "");
        var found = pbx.plan.steps(context, exten);
        if (found.isEmpty()) {
            later(Duration.ZERO, () -> pbx.endings.end(channel, turnedAway()));
            return;
        }
        steps = found.get();
        priority = first - 1;
        later(Duration.ZERO, this::next);
    }

    private static Ending turnedAway() {
        return new Ending(true, null, false, null, UNALLOCATED, false);
    }

    /// The channel is over, or somewhere else.
    void stop() {
        stopped = true;
        if (appointment != null) {
            appointment.cancel();
        }
        var release = letGo;
        letGo = () -> {};
        release.run();
    }

    private void next() {
        if (stopped || channel.gone) {
            return;
        }
        letGo = () -> {};
        channel.listener = null;
        if (priority >= steps.size()) {
            hangUp();
            return;
        }
        var step = steps.get(priority++);
        channel.place =
                new Place(
                        channel.place.context(),
                        channel.place.exten(),
                        priority,
                        step.getClass().getSimpleName(),
                        "");
        run(step);
    }

    private void run(Step step) {
        switch (step) {
            case Step.NoOp() -> next();
            case Step.Answer() -> answer();
            case Step.Stasis(var app, var args) -> stasis(app, args);
            case Step.AudioSocket(var id, var service) -> audioSocket(fill(id), fill(service));
            case Step.Dial(var resource, var goesOn) -> dial(fill(resource), goesOn);
            case Step.Set(var name, var value) -> {
                pbx.setVariable(channel, name, fill(value));
                next();
            }
            case Step.Wait(var time) -> {
                channel.place = channel.place.running("Wait", String.valueOf(time.toSeconds()));
                later(time, this::next);
            }
            case Step.Playback(var sound) -> {
                var playing = pbx.studio().say(channel, sound, this::next);
                letGo = playing::cancel;
            }
            case Step.Echo() -> channel.listener = new Echo(channel);
            case Step.Hangup() -> hangUp();
        }
    }

    private String fill(String text) {
        return Variables.substitute(channel, text);
    }

    private void answer() {
        pbx.answer(channel);
        later(
                channel.technology == null ? Duration.ZERO : channel.technology.settling(),
                this::next);
    }

    private void stasis(String app, List<String> args) {
        var filled = args.stream().map(this::fill).toList();
        if (!pbx.stasis.enter(channel, app, filled, Stasis.data(app, filled), this::next)) {
            next();
        }
    }

    private void audioSocket(String id, String service) {
        int colon = service.lastIndexOf(':');
        var socket =
                new Dialled.AudioSocket(
                        service.substring(0, colon),
                        Integer.parseInt(service.substring(colon + 1)),
                        UUID.fromString(id.isEmpty() ? pbx.ids.uuid() : id),
                        Format.SLIN,
                        true);
        var technology = pbx.technologies.open(socket, new ApplicationLine());
        channel.listener = technology;
        letGo = () -> technology.hangUp(Ending.NORMAL);
    }

    private void dial(String resource, boolean goesOn) {
        var after = new Dialling(goesOn);
        var peer = pbx.outgoings().dial(channel, resource, after);
        letGo = () -> pbx.endings.end(peer, Ending.SILENT);
    }

    /// With the cause of what was dialled last.
    private void hangUp() {
        int cause =
                Integer.parseInt(
                        channel.variables.getOrDefault(
                                "HANGUPCAUSE", String.valueOf(Ending.NORMAL)));
        pbx.endings.end(channel, new Ending(true, Ending.NORMAL, false, null, cause, false));
    }

    private void later(Duration delay, Runnable action) {
        appointment =
                pbx.timeline.after(
                        delay,
                        () -> {
                            if (!stopped) {
                                action.run();
                            }
                        });
    }

    /// `AudioSocket()`: an end in good order lets the dial plan go on, any other ends the call.
    private final class ApplicationLine implements Line {
        @Override
        public void prepared(Map<String, String> variables) {}

        @Override
        public void refused() {
            hangUp();
        }

        @Override
        public void opened() {}

        @Override
        public void failed(int cause) {
            hangUp();
        }

        @Override
        public void audio(Frame frame) {
            channel.play(frame);
        }

        @Override
        public void digit(char digit, int durationMs) {}

        @Override
        public void ended(Ending ending) {
            if (stopped) {
                return;
            }
            letGo = () -> {};
            if (ending.announced()) {
                hangUp();
            } else {
                next();
            }
        }
    }

    /// `Dial()`: the two are bridged for as long as both are there.
    private final class Dialling implements Outgoings.After {
        private final boolean goesOn;

        Dialling(boolean goesOn) {
            this.goesOn = goesOn;
        }

        @Override
        public void refused() {
            unavailable(NO_ROUTE);
        }

        @Override
        public void failed(Channel peer, int cause) {
            unavailable(cause);
        }

        private void unavailable(int cause) {
            letGo = () -> {};
            pbx.setVariable(channel, "DIALSTATUS", OutgoingLine.status(cause));
            pbx.setVariable(channel, "HANGUPCAUSE", String.valueOf(cause));
            next();
        }

        @Override
        public void rings() {
            pbx.ring(channel);
        }

        @Override
        public void answered(Channel peer) {
            pbx.answer(channel);
            pbx.setVariable(channel, "DIALSTATUS", "ANSWER");
            var bridge = new Bridge(pbx.ids.uuid(), "", pbx.timeline.now(), true);
            pbx.bridging.enter(bridge, List.of(channel, peer));
            peer.whenGone.add(this::left);
        }

        private void left() {
            if (stopped || channel.gone) {
                return;
            }
            pbx.bridging.leave(channel, true);
            letGo = () -> {};
            pbx.setVariable(channel, "HANGUPCAUSE", String.valueOf(Ending.NORMAL));
            if (goesOn) {
                next();
            } else {
                hangUp();
            }
        }
    }

    private record Echo(Channel channel) implements Technology {
        @Override
        public Format format() {
            return channel.format();
        }

        @Override
        public void hear(Frame frame) {
            channel.play(frame);
        }

        @Override
        public void hangUp(int cause) {}
    }
}
