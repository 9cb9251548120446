package io.centralita.channel.caller;

import io.centralita.media.Levels;
import java.util.ArrayList;
import java.util.List;

/// Tells when the assistant is audible.
///
/// A slot is audible from -50 dBFS on, far below speech and above the noise of μ-law. The gaps
/// between words do not count as silence.
final class HeardAudio {
    /// Silence shorter than this belongs to an utterance.
    static final long PAUSE_MS = 300;

    private static final double AUDIBLE_DBFS = -50;
    private static final long SLOT_MS = 20;

    private final CallerListener listener;
    private final List<CallResult.Span> spans = new ArrayList<>();
    private long spanFromMs = -1;
    private long lastAudibleEndMs;
    private long audibleMs;

    HeardAudio(CallerListener listener) {
        this.listener = listener;
    }

    /// What sounded in the slot that begins at the given time.
    void hear(short[] samples, long atMs) {
        if (Levels.rmsDbfs(samples) >= AUDIBLE_DBFS) {
            if (spanFromMs < 0) {
                spanFromMs = atMs;
                audibleMs = 0;
                listener.on(new CallerEvent.AssistantSpeaks(atMs));
            }
            audibleMs += SLOT_MS;
            lastAudibleEndMs = atMs + SLOT_MS;
        } else if (spanFromMs >= 0 && atMs + SLOT_MS - lastAudibleEndMs >= PAUSE_MS) {
            close();
        }
    }

    private void close() {
        spans.add(new CallResult.Span(spanFromMs, lastAudibleEndMs));
        spanFromMs = -1;
        listener.on(new CallerEvent.AssistantSilent(lastAudibleEndMs));
    }

    /// Audio heard in the utterance under way, 0 when there is none.
    long audibleMs() {
        return spanFromMs < 0 ? 0 : audibleMs;
    }

    /// The end of what was last heard, 0 before anything was.
    long lastAudibleEndMs() {
        return lastAudibleEndMs;
    }

    /// All utterances; the call is over.
    List<CallResult.Span> finish() {
        if (spanFromMs >= 0) {
            close();
        }
        return spans;
    }
}
