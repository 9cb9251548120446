package io.centralita.channel.asterisk.media;

import io.centralita.media.AudioFormat;
import io.centralita.media.Silence;
import java.util.function.Consumer;

/// Silence for the time in which Asterisk passes on nothing of a caller: a phone that sends none, a
/// Local channel, hold, a key that is down (asterisk-measured.md). Whoever listens would wait for
/// the end of a sentence for ever otherwise.
///
/// Counts beats, not time: while our own loop stands still nobody has paused, and what is late over
/// TCP comes before the beat that asks. The time that was waited is made up for, so that a pause is
/// as long as it was. Belongs to one event loop.
public final class CallerPause {
    /// Beats of 20 ms without audio that are a pause: more than a lost segment takes to be sent
    /// again (RFC 6298: 200 ms with Linux).
    public static final int PATIENCE = 12;

    private final AudioFormat format;
    private final Consumer<byte[]> listener;
    private boolean begun;
    private int beats;

    /// @param listener takes frames of silence that are due, each an array of its own
    public CallerPause(AudioFormat format, Consumer<byte[]> listener) {
        this.format = format;
        this.listener = listener;
    }

    /// Audio came.
    public void heard() {
        begun = true;
        beats = 0;
    }

    /// A beat of 20 ms. Before anything was heard there is no pause.
    public void beat() {
        if (!begun) {
            return;
        }
        beats = Math.min(beats + 1, PATIENCE + 1);
        // The first beat is that of the audio which came last.
        int due = beats < PATIENCE ? 0 : beats == PATIENCE ? PATIENCE - 1 : 1;
        for (int i = 0; i < due; i++) {
            listener.accept(Silence.frame(format));
        }
    }
}
