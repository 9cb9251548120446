package io.centralita.fake.asterisk.pbx;

import java.time.Duration;
import java.util.List;

/// One priority of an extension. `${…}` is filled in where it runs.
public sealed interface Step {
    record NoOp() implements Step {}

    record Answer() implements Step {}

    record Stasis(String app, List<String> args) implements Step {
        public Stasis {
            args = List.copyOf(args);
        }
    }

    /// The application: 8 kHz.
    ///
    /// @param id a UUID; empty for a new one
    /// @param service host and port
    record AudioSocket(String id, String service) implements Step {}

    /// @param resource `WebSocket/gateway/c(ulaw)`, `AudioSocket/host:port/uuid/c(slin16)`,
    ///   `PJSIP/6001` or `Local/600@inbound`; a UUID that is empty is made up
    /// @param goesOn option `g`: the dial plan goes on when the far end goes
    /// @param timeout after which it is given up, and the dial plan goes on; zero for never
    record Dial(String resource, boolean goesOn, Duration timeout) implements Step {
        public Dial(String resource, boolean goesOn) {
            this(resource, goesOn, Duration.ZERO);
        }
    }

    /// A variable, or `TALK_DETECT(set)`.
    record Set(String name, String value) implements Step {}

    record Wait(Duration time) implements Step {}

    /// @param sound its name in the profile's sounds
    record Playback(String sound) implements Step {}

    /// Says back what it hears.
    record Echo() implements Step {}

    /// 180.
    record Ringing() implements Step {}

    /// 183.
    record Progress() implements Step {}

    /// Music on hold, for as long as nothing ends it.
    record MusicOnHold() implements Step {}

    /// To the first priority of another extension.
    ///
    /// @param exten of the same context, or `exten@context`
    record Goto(String exten) implements Step {}

    /// `ExecIf`: a step that is taken only where a variable has a value.
    record When(String variable, String value, Step then) implements Step {}

    record Hangup() implements Step {}

    static Step answer() {
        return new Answer();
    }

    static Step stasis(String app, String... args) {
        return new Stasis(app, List.of(args));
    }

    static Step audioSocket(String id, String service) {
        return new AudioSocket(id, service);
    }

    static Step dial(String resource) {
        return new Dial(resource, false);
    }

    static Step dial(String resource, Duration timeout) {
        return new Dial(resource, false, timeout);
    }

    static Step when(String variable, String value, Step then) {
        return new When(variable, value, then);
    }

    static Step goTo(String exten) {
        return new Goto(exten);
    }

    static Step set(String name, String value) {
        return new Set(name, value);
    }

    static Step wait(Duration time) {
        return new Wait(time);
    }

    static Step hangup() {
        return new Hangup();
    }
}
