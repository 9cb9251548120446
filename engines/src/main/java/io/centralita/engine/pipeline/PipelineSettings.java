package io.centralita.engine.pipeline;

import io.centralita.media.Endpointer;
import java.time.Duration;

/// How a pipeline listens, speaks and gives up.
///
/// @param endpointing when a caller's turn is over; its silence is usually 500 to 700 ms
/// @param speed of the voice, 0.5 to 2
/// @param recognitionDeadline from the end of speech to its text
/// @param chatDeadline without a word from the model
/// @param synthesisDeadline without a sample from the synthesiser
/// @param history what the model is shown at most
public record PipelineSettings(
        Endpointer.Settings endpointing,
        double speed,
        Duration recognitionDeadline,
        Duration chatDeadline,
        Duration synthesisDeadline,
        HistoryLimits history) {
    public static final PipelineSettings DEFAULTS =
            new PipelineSettings(
                    Endpointer.Settings.DEFAULT,
                    1,
                    Duration.ofSeconds(8),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(8),
                    HistoryLimits.DEFAULT);

    /// The same with other limits of the chat model.
    public PipelineSettings withChat(Duration deadline, HistoryLimits limits) {
        return new PipelineSettings(
                endpointing, speed, recognitionDeadline, deadline, synthesisDeadline, limits);
    }

    /// The same with another silence that ends a turn.
    public PipelineSettings withSilence(Duration silence) {
        return new PipelineSettings(
                endpointing.withSilence(silence),
                speed,
                recognitionDeadline,
                chatDeadline,
                synthesisDeadline,
                history);
    }
}
