package io.centralita.fake.model;

/// A function call with its arguments.
final class CallFilling implements Filling {
    private final Session session;
    private final Place place;
    private final Entry entry;
    private final String callId;
    private final String name;
    private final String arguments;
    private int written;
    private boolean done;

    CallFilling(Session session, Place place, Script.Step.Call call) {
        this.session = session;
        this.place = place;
        this.callId = call.callId() == null ? session.newCallId() : call.callId();
        this.name = call.name();
        this.arguments = call.arguments();
        this.entry = new Entry(item(ItemStatus.IN_PROGRESS));
    }

    @Override
    public Entry entry() {
        return entry;
    }

    @Override
    public void joins(Books books, ResponseRun run) {
        books.called(callId, name, entry, run);
    }

    @Override
    public boolean step() {
        if (done) {
            return false;
        }
        if (written == arguments.length()) {
            finish();
            return true;
        }
        int end = Words.end(arguments, written);
        var delta = arguments.substring(written, end);
        written = end;
        session.emit(
                new ServerEvent.ArgumentsDelta(
                        place.responseId(), place.itemId(), place.index(), callId, delta));
        return true;
    }

    @Override
    public void cut() {
        if (!done) {
            finish();
        }
    }

    @Override
    public Item item(ItemStatus status) {
        return new Item.FunctionCall(
                place.itemId(), status, callId, name, arguments.substring(0, written));
    }

    private void finish() {
        done = true;
        session.emit(
                new ServerEvent.ArgumentsDone(
                        place.responseId(),
                        place.itemId(),
                        place.index(),
                        callId,
                        name,
                        arguments.substring(0, written)));
    }
}
