package io.centralita.fake.model;

/// One item on its way out of a response: opened, filled, closed. Each step emits one event.
final class Output {
    private enum Stage {
        NEW,
        OPENED,
        FILLING,
        FILLED,
        SETTLED,
        CLOSED
    }

    private final Session session;
    private final ResponseRun run;
    private final int index;
    private final Filling filling;
    private final Entry entry;
    private final ItemStatus statusAtEnd;
    private Stage stage = Stage.NEW;

    /// @param statusAtEnd of an item that nobody cuts short
    Output(Session session, ResponseRun run, int index, Filling filling, ItemStatus statusAtEnd) {
        this.session = session;
        this.run = run;
        this.index = index;
        this.filling = filling;
        this.entry = filling.entry();
        this.statusAtEnd = statusAtEnd;
    }

    boolean isBegun() {
        return stage != Stage.NEW;
    }

    Item item() {
        return entry.item();
    }

    int audioMs() {
        return entry.generatedMs();
    }

    /// False, and nothing emitted, when the item is closed.
    boolean step() {
        if (stage == Stage.FILLING) {
            if (filling.step()) {
                return true;
            }
            settle(statusAtEnd);
        }
        switch (stage) {
            case NEW -> open();
            case OPENED -> add();
            case FILLED -> finish();
            case SETTLED -> close();
            case FILLING, CLOSED -> {
                return false;
            }
        }
        return true;
    }

    /// Ends the item at once with all the events that an ordinary end has.
    void cut() {
        if (stage == Stage.NEW) {
            return;
        }
        if (stage == Stage.OPENED) {
            add();
        }
        if (stage == Stage.FILLING) {
            filling.cut();
            settle(ItemStatus.INCOMPLETE);
        }
        while (step()) {}
    }

    private void open() {
        entry.makes(() -> filling.item(ItemStatus.IN_PROGRESS));
        if (run.isInConversation()) {
            session.items().add(entry, null);
            filling.joins(session.books(), run);
        }
        stage = run.isInConversation() ? Stage.OPENED : Stage.FILLING;
        session.emit(new ServerEvent.OutputItemAdded(run.id(), index, entry.item()));
    }

    private void add() {
        stage = Stage.FILLING;
        session.emit(new ServerEvent.ItemAdded(entry.item(), session.items().before(entry.id())));
    }

    private void settle(ItemStatus status) {
        entry.settle(filling.item(status));
        stage = run.isInConversation() ? Stage.FILLED : Stage.SETTLED;
    }

    private void finish() {
        stage = Stage.SETTLED;
        session.emit(new ServerEvent.ItemDone(entry.item(), session.items().before(entry.id())));
    }

    private void close() {
        stage = Stage.CLOSED;
        session.emit(new ServerEvent.OutputItemDone(run.id(), index, entry.item()));
    }
}
