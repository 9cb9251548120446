package io.centralita.fake.model;

import io.centralita.media.AudioFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Audio with its transcript, which keeps a little ahead.
final class SpokenFilling implements Filling {
    private enum Stage {
        NEW,
        SPEAKING,
        AUDIO_DONE,
        TRANSCRIPT_DONE,
        PART_DONE
    }

    private final Session session;
    private final Place place;
    private final Entry entry;
    private final String text;
    private final int audioMs;
    private final @Nullable Phase phase;
    private final AudioFormat format;
    private final int utterance;
    private Stage stage = Stage.NEW;
    private int written;
    private int spokenMs;

    SpokenFilling(Session session, Place place, Script.Step.Say say, AudioFormat format) {
        this.session = session;
        this.place = place;
        this.text = say.text();
        this.audioMs = say.audioMs();
        this.phase = say.phase();
        this.format = format;
        this.utterance = session.nextUtterance();
        this.entry = new Entry(message(ItemStatus.IN_PROGRESS, List.of()));
    }

    @Override
    public Entry entry() {
        return entry;
    }

    @Override
    public boolean step() {
        switch (stage) {
            case NEW -> begin();
            case SPEAKING -> speak();
            case AUDIO_DONE -> finishTranscript();
            case TRANSCRIPT_DONE -> finishPart();
            case PART_DONE -> {
                return false;
            }
        }
        return true;
    }

    @Override
    public void cut() {
        if (stage == Stage.NEW) {
            stage = Stage.PART_DONE;
        } else if (stage == Stage.SPEAKING) {
            finishAudio();
        }
        while (step()) {}
    }

    @Override
    public Item item(ItemStatus status) {
        if (written == 0 && spokenMs == 0) {
            return message(status, List.of());
        }
        var transcript = entry.isTruncated() ? null : text.substring(0, written);
        return message(status, List.of(new Content.OutputAudio(transcript, entry.audioMs())));
    }

    private Item message(ItemStatus status, List<Content> content) {
        return new Item.Message(place.itemId(), status, Role.ASSISTANT, content, phase);
    }

    private void begin() {
        stage = Stage.SPEAKING;
        session.emit(
                new ServerEvent.ContentPartAdded(
                        place.responseId(), place.itemId(), place.index(), Modality.AUDIO));
    }

    private void speak() {
        boolean wordsLeft = written < text.length();
        if (wordsLeft && (long) written * audioMs <= (long) spokenMs * text.length()) {
            write();
        } else if (spokenMs < audioMs) {
            sound();
        } else if (wordsLeft) {
            write();
        } else {
            finishAudio();
        }
    }

    private void write() {
        int end = Words.end(text, written);
        var delta = text.substring(written, end);
        written = end;
        session.emit(
                new ServerEvent.TranscriptDelta(
                        place.responseId(), place.itemId(), place.index(), delta));
    }

    private void sound() {
        int from = spokenMs;
        int length = Math.min(session.settings().chunkMs(), audioMs - from);
        spokenMs += length;
        entry.generated(length);
        session.speaks();
        session.emit(
                new ServerEvent.AudioDelta(
                        place.responseId(),
                        place.itemId(),
                        place.index(),
                        format,
                        utterance,
                        from,
                        length));
    }

    private void finishAudio() {
        stage = Stage.AUDIO_DONE;
        session.emit(new ServerEvent.AudioDone(place.responseId(), place.itemId(), place.index()));
    }

    private void finishTranscript() {
        stage = Stage.TRANSCRIPT_DONE;
        session.emit(
                new ServerEvent.TranscriptDone(
                        place.responseId(),
                        place.itemId(),
                        place.index(),
                        text.substring(0, written)));
    }

    private void finishPart() {
        stage = Stage.PART_DONE;
        session.emit(
                new ServerEvent.ContentPartDone(
                        place.responseId(),
                        place.itemId(),
                        place.index(),
                        Modality.AUDIO,
                        text.substring(0, written)));
    }
}
