package io.centralita.app.eval;

import io.centralita.app.eval.Timetable.Deed;
import io.centralita.app.eval.scenario.Step;
import io.centralita.app.eval.scenario.Step.Action;
import io.centralita.channel.caller.CallerEvent;
import io.centralita.channel.caller.CallerListener;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/// Notes when the caller did what. Written on the caller's event loop, read when the call is over.
final class StepTimes implements CallerListener {
    private final List<Integer> speaking = new ArrayList<>();

    /// The step of each digit.
    private final List<Integer> pressing = new ArrayList<>();

    private final Map<Integer, Deed> deeds = new LinkedHashMap<>();
    private final IntConsumer spoken;
    private long speakingSince;
    private long startNanos;
    private int utterances;
    private int digits;

    /// @param spoken is told the step whose words are over; must not block
    StepTimes(List<Step> steps, IntConsumer spoken) {
        this.spoken = spoken;
        for (var i = 0; i < steps.size(); i++) {
            var action = steps.get(i).action();
            if (action.speaks()) {
                speaking.add(i);
            } else if (action instanceof Action.Keys(var pressed)) {
                for (var digit = 0; digit < pressed.length(); digit++) {
                    pressing.add(i);
                }
            }
        }
    }

    @Override
    public synchronized void on(CallerEvent event) {
        switch (event) {
            case CallerEvent.StreamStarted _ -> startNanos = System.nanoTime();
            case CallerEvent.CallerSpeaks(var at, _) -> speakingSince = at;
            case CallerEvent.CallerSilent(var at) -> {
                var step = speaking.get(utterances++);
                deeds.put(step, new Deed(speakingSince, at, true));
                spoken.accept(step);
            }
            case CallerEvent.DigitSent(var at, _) -> {
                var step = pressing.get(digits++);
                var first = deeds.get(step);
                deeds.put(step, new Deed(first == null ? at : first.startMs(), at, false));
            }
            case CallerEvent.WebhookAnswered _,
                    CallerEvent.ProviderSays _,
                    CallerEvent.AssistantSpeaks _,
                    CallerEvent.AssistantSilent _,
                    CallerEvent.Cleared _,
                    CallerEvent.Trouble _,
                    CallerEvent.Dialled _,
                    CallerEvent.Ended _ -> {}
        }
    }

    /// Now, in milliseconds since the start of the call.
    synchronized long nowMs() {
        return startNanos == 0 ? 0 : (System.nanoTime() - startNanos) / 1_000_000;
    }

    synchronized Timetable timetable(long lengthMs) {
        return new Timetable(deeds, lengthMs);
    }
}
