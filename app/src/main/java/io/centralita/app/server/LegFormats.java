package io.centralita.app.server;

import io.centralita.app.settings.Settings;
import io.centralita.media.AudioFormat;
import java.util.HashSet;
import java.util.Set;

/// What callers' lines carry: the switchboard's own sentences are kept in all of these.
final class LegFormats {
    private static final Set<AudioFormat> EVERYWHERE =
            Set.of(AudioFormat.PCMU_8K, AudioFormat.PCMA_8K, AudioFormat.PCM_24K);

    private LegFormats() {}

    static Set<AudioFormat> of(Settings settings) {
        var formats = new HashSet<>(EVERYWHERE);
        if (settings.asterisk().isOn()) {
            formats.add(AudioFormat.PCM_8K);
            formats.add(AudioFormat.PCM_16K);
        }
        return Set.copyOf(formats);
    }
}
