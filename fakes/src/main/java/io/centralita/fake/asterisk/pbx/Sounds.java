package io.centralita.fake.asterisk.pbx;

import io.centralita.fake.asterisk.audio.Format;
import io.centralita.media.Recording;
import io.centralita.media.Tones;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/// What media URIs stand for.
final class Sounds {
    private static final int RATE = Format.SLIN16.rateHz();
    private static final Duration SPOKEN = Duration.ofMillis(150);
    private static final Duration BETWEEN = Duration.ofMillis(50);

    private final Map<String, Recording> installed;
    private final Map<String, StoredRecording> stored;

    Sounds(Map<String, Recording> installed, Map<String, StoredRecording> stored) {
        this.installed = installed;
        this.stored = stored;
    }

    Optional<Sound> named(String name) {
        return Optional.ofNullable(installed.get(name)).map(Sounds::once);
    }

    /// @param uri `sound:`, `recording:`, `tone:`, `digits:`, `number:`, `characters:`
    /// @return empty for what there is not
    Optional<Sound> of(String uri) {
        int colon = uri.indexOf(':');
        var what = uri.substring(colon + 1);
        return switch (colon < 0 ? "" : uri.substring(0, colon)) {
            case "sound" -> named(what);
            case "recording" ->
                    Optional.ofNullable(stored.get(what)).map(found -> once(found.sound()));
            case "tone" -> Optional.of(new Sound(tone(what), true));
            case "digits", "number", "characters" -> Optional.of(new Sound(spelled(what), false));
            default -> Optional.empty();
        };
    }

    private static Sound once(Recording recording) {
        return new Sound(recording.at(RATE).samples(), false);
    }

    private static short[] tone(String name) {
        return name.startsWith("busy") ? Tones.busy(RATE) : Tones.ringback(RATE);
    }

    /// A sound `digits/<x>` for each character where there is one, otherwise a beep.
    private short[] spelled(String text) {
        var all = new short[0];
        for (int i = 0; i < text.length(); i++) {
            var said =
                    named("digits/" + text.charAt(i))
                            .map(Sound::samples)
                            .orElseGet(() -> Tones.sine(600, -12, SPOKEN, RATE));
            int gap = (int) (BETWEEN.toMillis() * RATE / 1_000);
            int before = all.length;
            all = Arrays.copyOf(all, before + said.length + gap);
            System.arraycopy(said, 0, all, before, said.length);
        }
        return all;
    }
}
