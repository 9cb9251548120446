package io.centralita.engine.pipeline;

import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.EngineListener;
import io.centralita.call.scope.Time;
import io.centralita.engine.pipeline.SpeechRecogniser.RecognitionException;
import io.centralita.engine.pipeline.SpeechRecogniser.Transcript;
import java.time.Duration;
import java.util.Optional;

/// Finds out what was said, by a deadline and until the turn is thrown away. Confined to the
/// answering thread.
final class Recognising {
    private final EngineListener events;
    private final Floor floor;
    private final Time time;
    private final Duration deadline;

    Recognising(EngineListener events, Floor floor, Time time, Duration deadline) {
        this.events = events;
        this.floor = floor;
        this.time = time;
        this.deadline = deadline;
    }

    /// @return empty where nobody wants to know any more
    Optional<Transcript> recognise(CallerTurn turn)
            throws RecognitionException, InterruptedException {
        if (!floor.beginRecognition(turn)) {
            return Optional.empty();
        }
        floor.waitFor("recogniser", time.nanoTime() + deadline.toNanos());
        try {
            return Optional.of(turn.text());
        } catch (RecognitionException | InterruptedException e) {
            boolean stopped = floor.end();
            PartFault.ifExpired(floor);
            if (stopped || turn.isThrownAway()) {
                return Optional.empty();
            }
            throw e;
        } catch (RuntimeException e) {
            if (turn.isThrownAway()) {
                return Optional.empty();
            }
            throw new PartFault("recogniser", e);
        } finally {
            turn.used().forEach(usage -> events.on(new EngineEvent.Used(usage)));
            floor.end();
        }
    }
}
