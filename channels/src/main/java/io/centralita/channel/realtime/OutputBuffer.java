package io.centralita.channel.realtime;

import io.centralita.media.AudioFormat;
import org.jspecify.annotations.Nullable;

/// Tells a peer that hears the assistant on a track when it does: `output_audio_buffer.started`,
/// `.stopped` and `.cleared`, and what of an answer that was stopped it has heard
/// (`conversation.item.truncated`). Confined to the session's event loop.
final class OutputBuffer {
    /// Audio whose words have not come by then belongs to the answer under way: 250 ms.
    private static final int WORDS_WITHIN = 12;

    private static final long FRAME_MS = AudioFormat.FRAME.toMillis();

    private final Outbox out;
    private final Responses responses;

    /// What is played now.
    private Response.@Nullable Message playing;

    private int unknown;
    private boolean away;

    OutputBuffer(Outbox out, Responses responses) {
        this.out = out;
        this.responses = responses;
    }

    /// A frame of this utterance leaves.
    void sounds(long utterance) {
        var message = responses.messageOf(utterance);
        if (message == null && ++unknown >= WORDS_WITHIN) {
            message = responses.adopt(utterance).orElse(null);
        }
        if (message == null) {
            return;
        }
        unknown = 0;
        var before = playing;
        if (before == null || !before.responseId().equals(message.responseId())) {
            stopped();
            tell("started", message);
        }
        playing = message;
        message.played(FRAME_MS);
    }

    /// Nothing is to be said just now.
    ///
    /// @param heard whether all that left has been heard
    void quiet(boolean heard) {
        unknown = 0;
        if (heard && playing != null && playing.responseIsOver()) {
            stopped();
        }
    }

    /// The peer cannot hear us, or can again.
    void away(boolean isAway) {
        away = isAway;
    }

    /// What was to be heard is not heard any more; to a peer that is away it is said once more.
    ///
    /// @param frames that left and have not been heard
    void cleared(int frames) {
        var cut = playing;
        unknown = 0;
        if (cut == null) {
            return;
        }
        if (away) {
            cut.takeBack(frames * FRAME_MS);
            stopped();
            return;
        }
        playing = null;
        tell("cleared", cut);
        long heardMs = Math.max(0, cut.sentMs() - frames * FRAME_MS);
        cut.truncate(heardMs);
        out.send(
                out.event("conversation.item.truncated")
                        .put("item_id", cut.id())
                        .put("content_index", 0)
                        .put("audio_end_ms", heardMs));
    }

    private void stopped() {
        if (playing != null) {
            tell("stopped", playing);
            playing = null;
        }
    }

    private void tell(String what, Response.Message message) {
        out.send(out.event("output_audio_buffer." + what).put("response_id", message.responseId()));
    }
}
