package io.centralita.app.demo;

import io.centralita.app.server.ServerWatcher;
import io.centralita.app.text.Messages;
import io.centralita.call.record.CallReport;
import io.centralita.channel.caller.CallerEvent;
import io.centralita.channel.caller.CallerListener;
import java.time.Duration;
import java.util.Locale;

/// Tells a call as it happens, from the caller's end (what was heard, and when) and from the
/// switchboard's (in which words). Safe from any thread.
public final class Dialogue implements ServerWatcher, CallerListener {
    private final Timeline timeline;
    private final Messages messages;
    private long answeredAtNanos = System.nanoTime();
    private int turnsTold;
    private int toolsTold;

    public Dialogue(Timeline timeline, Messages messages) {
        this.timeline = timeline;
        this.messages = messages;
    }

    @Override
    public synchronized void on(CallerEvent event) {
        switch (event) {
            case CallerEvent.WebhookAnswered(var took) -> ringing(took);
            case CallerEvent.StreamStarted _ -> {
                answeredAtNanos = System.nanoTime();
                tell(Duration.ZERO, "who.line", messages.text("demo.answered"));
            }
            case CallerEvent.CallerSilent(var at) ->
                    tell(Duration.ofMillis(at), "who.caller", messages.text("demo.question-ended"));
            case CallerEvent.Trouble(var problem) ->
                    tell(sinceAnswer(), "who.line", problem.detail());
            case CallerEvent.ProviderSays(var text, _) -> tell(sinceAnswer(), "who.line", text);
            case CallerEvent.CallerSpeaks _,
                    CallerEvent.AssistantSpeaks _,
                    CallerEvent.AssistantSilent _,
                    CallerEvent.Cleared _,
                    CallerEvent.DigitSent _,
                    CallerEvent.Dialled _,
                    CallerEvent.Ended _ -> {}
        }
    }

    @Override
    public synchronized void report(CallReport report) {
        for (; turnsTold < report.turns().size(); turnsTold++) {
            var turn = report.turns().get(turnsTold);
            if (turn.text().isBlank() && report.endedAt() == null) {
                break; // words come later than sound
            }
            // What a caller said is known when it is over; what they hear is told from its
            // beginning.
            var at = turn.who() == CallReport.Who.CALLER ? turn.endMs() : turn.startMs();
            tell(
                    Duration.ofMillis(at),
                    "who." + turn.who().name().toLowerCase(Locale.ROOT),
                    turn.text().isBlank()
                            ? messages.text("demo.not-understood")
                            : "«" + turn.text() + "»");
        }
        for (; toolsTold < report.tools().size(); toolsTold++) {
            var tool = report.tools().get(toolsTold);
            tell(
                    sinceAnswer(),
                    "who.tool",
                    messages.text("demo.tool", tool.name(), tool.outcome(), tool.ms()));
        }
    }

    private void ringing(long tookMs) {
        tell(Duration.ZERO, "who.line", messages.text("line.webhook", tookMs));
    }

    private Duration sinceAnswer() {
        return Duration.ofNanos(System.nanoTime() - answeredAtNanos);
    }

    private void tell(Duration at, String who, String text) {
        timeline.tell(at, messages.text(who), text);
    }
}
