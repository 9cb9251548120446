package io.centralita.fake.model;

import io.centralita.fake.model.Occasion.Trigger;
import io.centralita.media.Codec;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The caller's side: the input audio buffer, turns, and their transcription.
final class Turns {
    /// What a commit must hold at least.
    private static final int LEAST_COMMIT_MS = 100;

    private static final int LARGEST_APPEND = 15 * 1_024 * 1_024;

    private final Session session;
    private final Responses responses;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    /// Length in ms of committed audio that waits to be transcribed, by item.
    private final Map<String, Integer> untranscribed = new LinkedHashMap<>();

    private long appendedBytes;
    private long appendedMicros;
    private long bufferedMicros;
    private @Nullable String speaking;
    private long speechStartMs;

    Turns(Session session, Responses responses) {
        this.session = session;
        this.responses = responses;
    }

    void append(ClientEvent.AudioAppend event) {
        var audio = event.audio();
        if (audio.length > LARGEST_APPEND) {
            session.refuse(
                    ApiError.invalidRequest(
                            Problems.INVALID_VALUE, "audio", "Audio is larger than 15 MiB."),
                    event.eventId());
            return;
        }
        if (!session.isUpdated()) {
            session.books()
                    .violated(Violation.Kind.AUDIO_BEFORE_SESSION_UPDATED, audio.length + " bytes");
        }
        long micros = audio.length * microsPer24Bytes() / 24;
        appendedBytes += audio.length;
        appendedMicros += micros;
        bufferedMicros += micros;
        if (session.settings().keepAudio()) {
            kept.writeBytes(audio);
        }
    }

    private long microsPer24Bytes() {
        return session.config().inputFormat().codec() == Codec.PCM16 ? 500 : 3_000;
    }

    void clear() {
        empty();
        session.emit(new ServerEvent.AudioCleared());
    }

    void commit(@Nullable String eventId) {
        if (bufferedMicros < LEAST_COMMIT_MS * 1_000L) {
            session.refuse(
                    ApiError.invalidRequest(
                            "input_audio_buffer_commit_empty",
                            null,
                            String.format(
                                    Locale.ROOT,
                                    "Error committing input audio buffer: buffer too small."
                                            + " Expected at least 100ms of audio, but buffer only"
                                            + " has %.2fms of audio.",
                                    bufferedMicros / 1_000.0)),
                    eventId);
            return;
        }
        var itemId = speaking == null ? session.newItemId() : speaking;
        addUserItem(itemId, (int) (bufferedMicros / 1_000));
    }

    boolean callerStarts(long nowMs) {
        var detection = session.config().turnDetection();
        if (detection instanceof TurnDetection.Off || speaking != null) {
            return false;
        }
        int padding = detection instanceof TurnDetection.ServerVad vad ? vad.prefixPaddingMs() : 0;
        speaking = session.newItemId();
        speechStartMs = Math.max(0, nowMs - padding);
        session.emit(new ServerEvent.SpeechStarted(speaking, speechStartMs));
        if (detection.interruptResponse()) {
            responses.interrupt();
        }
        return true;
    }

    boolean callerStops(long nowMs) {
        var itemId = speaking;
        if (itemId == null) {
            return false;
        }
        session.emit(new ServerEvent.SpeechStopped(itemId, nowMs));
        addUserItem(itemId, (int) Math.max(0, nowMs - speechStartMs));
        if (session.config().turnDetection().createResponse()) {
            responses.create(Trigger.TURN_END, ResponseParams.DEFAULT, null);
        }
        return true;
    }

    boolean idle(long startMs, long nowMs) {
        if (!(session.config().turnDetection() instanceof TurnDetection.ServerVad vad)
                || vad.idleTimeoutMs() == null
                || speaking != null) {
            return false;
        }
        var itemId = session.newItemId();
        session.emit(new ServerEvent.TimeoutTriggered(itemId, startMs, nowMs));
        addUserItem(itemId, (int) Math.max(0, nowMs - startMs));
        responses.create(Trigger.IDLE, ResponseParams.DEFAULT, null);
        return true;
    }

    private void addUserItem(String itemId, int audioMs) {
        var audio = session.settings().keepAudio() ? kept.toByteArray() : null;
        empty();
        var content = List.<Content>of(new Content.InputAudio(null, audioMs, audio));
        var entry =
                new Entry(new Item.Message(itemId, ItemStatus.COMPLETED, Role.USER, content, null));
        entry.generated(audioMs);
        session.items().add(entry, null);
        session.books().committed(itemId, audioMs);
        if (!session.config().transcription().isOff()) {
            untranscribed.put(itemId, audioMs);
        }
        var previous = session.items().before(itemId);
        session.emit(new ServerEvent.AudioCommitted(itemId, previous));
        session.emit(new ServerEvent.ItemAdded(entry.item(), previous));
        session.emit(new ServerEvent.ItemDone(entry.item(), previous));
    }

    private void empty() {
        bufferedMicros = 0;
        kept.reset();
        speaking = null;
    }

    boolean transcribe(String itemId, String transcript) {
        var audioMs = untranscribed.remove(itemId);
        if (audioMs == null) {
            return false;
        }
        var entry = session.items().find(itemId);
        if (entry != null) {
            entry.transcribed(transcript);
        }
        if (!transcript.isEmpty()) {
            session.emit(new ServerEvent.TranscriptionDelta(itemId, transcript));
        }
        session.emit(new ServerEvent.TranscriptionCompleted(itemId, transcript, audioMs));
        return true;
    }

    boolean failTranscription(String itemId) {
        if (untranscribed.remove(itemId) == null) {
            return false;
        }
        session.emit(
                new ServerEvent.TranscriptionFailed(
                        itemId,
                        new ApiError(
                                "transcription_error",
                                "audio_unintelligible",
                                "The audio could not be transcribed.",
                                null,
                                null)));
        return true;
    }

    List<String> untranscribed() {
        return List.copyOf(untranscribed.keySet());
    }

    boolean isSpeaking() {
        return speaking != null;
    }

    long appendedBytes() {
        return appendedBytes;
    }

    long appendedMs() {
        return appendedMicros / 1_000;
    }

    long bufferedMs() {
        return bufferedMicros / 1_000;
    }
}
