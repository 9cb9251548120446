package io.centralita.app.server;

import io.centralita.engine.speech.SpeechWatcher;
import io.micrometer.core.instrument.MeterRegistry;

/// What speech parts leave in the metrics. Names are public: docs/operations.md lists them.
record SpeechMeters(MeterRegistry registry) implements SpeechWatcher {
    @Override
    public void changed(Role role, String from, String to) {
        registry.counter("centralita.speech.changes", "role", role.word(), "from", from, "to", to)
                .increment();
    }

    @Override
    public void failed(Role role, String part, String why) {
        registry.counter(
                        "centralita.speech.failures",
                        "role",
                        role.word(),
                        "part",
                        part,
                        "why",
                        kind(why))
                .increment();
    }

    /// Without a server's own codes, of which there may be any number.
    private static String kind(String why) {
        int colon = why.indexOf(':');
        return colon < 0 ? why : why.substring(0, colon);
    }

    @Override
    public void asked(String model, int characters) {
        registry.counter("centralita.speech.characters", "model", model).increment(characters);
    }
}
