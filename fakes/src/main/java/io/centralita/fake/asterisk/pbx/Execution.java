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

    /// What no loaded module has ends the call.
    private void run(Step step) {
        var module =
                switch (step) {
                    case Step.Stasis _ -> "app_stasis.so";
                    case Step.AudioSocket _ -> "app_audiosocket.so";
                    case Step.Dial _ -> "app_dial.so";
                    case Step.Echo _ -> "app_echo.so";
                    case Step.Playback _ -> "app_playback.so";
                    case Step.NoOp _,
                            Step.Answer _,
                            Step.Set _,
                            Step.Wait _,
                            Step.Ringing _,
                            Step.Progress _,
                            Step.MusicOnHold _,
                            Step.Goto _,
                            Step.When _,
                            Step.Hangup _ ->
                            "";
                };
        if (!module.isEmpty() && !pbx.profile.abilities().has(module)) {
            hangUp();
            return;
        }
        take(step);
    }

    private void take(Step step) {
        switch (step) {
            case Step.NoOp() -> next();
            case Step.Answer() -> answer();
            case Step.Stasis(var app, var args) -> stasis(app, args);
            case Step.AudioSocket(var id, var service) -> audioSocket(fill(id), fill(service));
            case Step.Dial(var resource, var goesOn, var timeout) ->
                    dial(fill(resource), goesOn, timeout);
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
            case Step.Ringing() -> {
                pbx.ring(channel);
                next();
            }
            case Step.Progress() -> {
                pbx.progress(channel);
                next();
            }
            case Step.MusicOnHold() -> {
                pbx.music(channel, true);
                letGo = () -> pbx.music(channel, false);
            }
            case Step.Goto(var exten) -> goTo(fill(exten));
            case Step.When(var variable, var value, var then) -> {
                if (Variables.value(channel, variable).orElse("").equals(value)) {
                    run(then);
                } else {
                    next();
                }
            }
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
                        true,
                        pbx.profile.abilities());
        var technology = pbx.technologies.open(socket, new ApplicationLine());
        channel.listener = technology;
        letGo = () -> technology.hangUp(Ending.NORMAL);
    }

    private void dial(String resource, boolean goesOn, Duration timeout) {
        var after = new Dialling(pbx, channel, this, goesOn);
        pbx.outgoings()
                .dialString(resource)
                .ifPresentOrElse(
                        to -> {
                            var peer = pbx.outgoings().dial(channel, to, timeout, after);
                            letGo = () -> pbx.endings.end(peer, Ending.SILENT);
                        },
                        after::refused);
    }

    private void goTo(String exten) {
        int at = exten.indexOf('@');
        stop();
        new Execution(pbx, channel)
                .start(
                        at < 0 ? channel.place.context() : exten.substring(at + 1),
                        at < 0 ? exten : exten.substring(0, at),
                        1);
    }

    /// What was dialled is gone: nothing is left to let go, and it goes on.
    void settled(boolean further) {
        letGo = () -> {};
        if (further) {
            next();
        } else {
            hangUp();
        }
    }

    boolean isStopped() {
        return stopped || channel.gone;
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
