package io.centralita.fake.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A text message.
final class WrittenFilling implements Filling {
    private enum Stage {
        NEW,
        WRITING,
        TEXT_DONE,
        PART_DONE
    }

    private final Session session;
    private final Place place;
    private final Entry entry;
    private final String text;
    private final @Nullable Phase phase;
    private Stage stage = Stage.NEW;
    private int written;

    WrittenFilling(Session session, Place place, String text, @Nullable Phase phase) {
        this.session = session;
        this.place = place;
        this.text = text;
        this.phase = phase;
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
            case WRITING -> write();
            case TEXT_DONE -> finishPart();
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
        } else if (stage == Stage.WRITING) {
            finishText();
        }
        while (step()) {}
    }

    @Override
    public Item item(ItemStatus status) {
        return message(
                status,
                written == 0
                        ? List.of()
                        : List.of(new Content.OutputText(text.substring(0, written))));
    }

    private Item message(ItemStatus status, List<Content> content) {
        return new Item.Message(place.itemId(), status, Role.ASSISTANT, content, phase);
    }

    private void begin() {
        stage = Stage.WRITING;
        session.emit(
                new ServerEvent.ContentPartAdded(
                        place.responseId(), place.itemId(), place.index(), Modality.TEXT));
    }

    private void write() {
        if (written == text.length()) {
            finishText();
            return;
        }
        int end = Words.end(text, written);
        var delta = text.substring(written, end);
        written = end;
        session.emit(
                new ServerEvent.TextDelta(
                        place.responseId(), place.itemId(), place.index(), delta));
    }

    private void finishText() {
        stage = Stage.TEXT_DONE;
        session.emit(
                new ServerEvent.TextDone(
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
                        Modality.TEXT,
                        text.substring(0, written)));
    }
}
