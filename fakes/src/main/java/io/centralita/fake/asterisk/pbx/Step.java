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

    /// @param resource `WebSocket/gateway/c(ulaw)`, `AudioSocket/host:port/uuid/c(slin16)` or
    ///   `PJSIP/6001`; a UUID that is empty is made up
    /// @param goesOn option `g`: the dial plan goes on when the far end goes
    record Dial(String resource, boolean goesOn) implements Step {}

    /// A variable, or `TALK_DETECT(set)`.
    record Set(String name, String value) implements Step {}

    record Wait(Duration time) implements Step {}

    /// @param sound its name in the profile's sounds
    record Playback(String sound) implements Step {}

    /// Says back what it hears.
    record Echo() implements Step {}

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
