package io.centralita.fake.model.server;

import io.centralita.fake.model.ModelConversation;
import io.centralita.fake.model.ServerEvent;
import io.centralita.fake.model.TurnDetection;
import java.time.Duration;

/// Tells the conversation when the caller speaks, and when nobody has for long. Belongs to the
/// event loop.
final class Hearing {
    private final ModelConversation conversation;
    private final Timers timers;
    private EnergyVad vad;
    private int activity;

    Hearing(ModelConversation conversation, Timers timers) {
        this.conversation = conversation;
        this.timers = timers;
        this.vad = new EnergyVad(conversation.config().inputFormat(), 0);
    }

    /// After the conversation has taken the same audio.
    void listen(byte[] audio) {
        var config = conversation.config();
        if (config.turnDetection() instanceof TurnDetection.Off) {
            return;
        }
        if (!vad.format().equals(config.inputFormat())) {
            long before =
                    conversation.appendedMs()
                            - config.inputFormat().duration(audio.length).toMillis();
            vad = new EnergyVad(config.inputFormat(), before);
        }
        if (vad.isSpeech() && !conversation.isCallerSpeaking()) {
            vad.forget();
        }
        for (int offset = 0; offset < audio.length; ) {
            offset += vad.take(audio, offset);
            switch (vad.decide(config.turnDetection())) {
                case BEGINS -> conversation.callerStarts(vad.heardMs());
                case ENDS -> conversation.callerStops(vad.heardMs());
                case NONE -> {}
            }
        }
    }

    /// Follows what goes on, so that silence is measured from the last of it.
    ///
    /// @param unplayed audio of the response that a listener still has before him
    void on(ServerEvent event, Duration unplayed) {
        if (event instanceof ServerEvent.SpeechStarted
                || event instanceof ServerEvent.ResponseCreated) {
            activity++;
        } else if (event instanceof ServerEvent.ResponseDone
                && conversation.config().turnDetection() instanceof TurnDetection.ServerVad server
                && server.idleTimeoutMs() != null) {
            int expected = ++activity;
            var silence = Duration.ofMillis(server.idleTimeoutMs());
            timers.after(unplayed.plus(silence), () -> idle(expected, silence));
        }
    }

    private void idle(int expected, Duration silence) {
        if (activity == expected) {
            long now = conversation.appendedMs();
            conversation.idle(Math.max(0, now - silence.toMillis()), now);
        }
    }
}
