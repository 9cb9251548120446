package io.centralita.channel.asterisk.ari;

import java.util.ArrayList;
import java.util.List;

/// Connections of events in the hands of a test.
final class ScriptedConnector implements EventConnector {
    final List<Line> tries = new ArrayList<>();
    boolean closed;

    /// A try, and what came of it.
    static final class Line implements EventWire {
        final EventConnector.Listener listener;
        int pings;
        boolean answersPings = true;
        boolean closedByUs;
        boolean givenUp;

        Line(EventConnector.Listener listener) {
            this.listener = listener;
        }

        @Override
        public void text(String message) {
            throw new UnsupportedOperationException("nothing is said to Asterisk here");
        }

        @Override
        public void ping() {
            pings++;
            if (answersPings) {
                listener.pong();
            }
        }

        @Override
        public void close(int code, String reason) {
            closedByUs = true;
        }

        Line opens() {
            listener.opened(this);
            return this;
        }

        void fails(int status) {
            listener.failed(new Trouble(status, "scripted"));
        }

        void says(String text) {
            listener.text(text.replace('\'', '"'));
        }

        void breaks() {
            listener.closed("scripted");
        }
    }

    @Override
    public Runnable connect(Listener listener) {
        var line = new Line(listener);
        tries.add(line);
        return () -> line.givenUp = true;
    }

    Line last() {
        return tries.getLast();
    }

    @Override
    public void close() {
        closed = true;
    }
}
