package io.centralita.call.reception;

import java.util.Locale;

/// Whether the switchboard records its calls.
public enum RecordingRule {
    OFF,
    /// The caller is told before anything else.
    ANNOUNCED,
    /// Without a word: where they have agreed otherwise, or the law does not ask for it.
    SILENT;

    /// As documents and settings have it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean isOn() {
        return this != OFF;
    }
}
