package io.centralita.network;

import io.centralita.network.answer.Fleet;
import io.centralita.network.answer.Responder;
import io.centralita.network.question.Understanding;
import io.centralita.network.router.RouterSource;
import java.time.Duration;
import java.util.Locale;

/// Answers questions about the routers of one source. Safe for any number of threads.
public final class Answerer implements AutoCloseable {
    private final Understanding understanding;
    private final Fleet fleet;
    private final Responder responder;

    /// Does not close the source.
    public Answerer(RouterSource source) {
        this.understanding = new Understanding(source.routers());
        this.fleet = new Fleet(source);
        this.responder = new Responder(fleet);
    }

    /// Reads the routers concerned and blocks until they answered or the time is over; then says
    /// what is known and who did not answer.
    ///
    /// @param language where the question's own words do not tell: Spanish or English
    /// @param within more than zero
    public Answer ask(String question, Locale language, Duration within)
            throws InterruptedException {
        var understood = understanding.understand(question, language);
        var said = responder.answer(understood, within);
        return new Answer(
                understood.question(),
                said.text(),
                understood.language(),
                said.asked(),
                said.answered());
    }

    /// Interrupts reads under way.
    @Override
    public void close() {
        fleet.close();
    }
}
