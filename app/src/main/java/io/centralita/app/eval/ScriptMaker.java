package io.centralita.app.eval;

import io.centralita.app.eval.scenario.Step;
import io.centralita.app.eval.scenario.Step.Action;
import io.centralita.app.eval.scenario.Step.Moment;
import io.centralita.channel.caller.CallerScript;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Turns the steps of a scenario into what a test caller can carry out.
final class ScriptMaker {
    /// After the last words of a scenario the caller still listens to the reply.
    private static final Duration LAST_SILENCE = Duration.ofSeconds(3);

    private static final Duration LAST_PATIENCE = Duration.ofSeconds(60);

    private ScriptMaker() {}

    /// @param speech by the index of the step
    static CallerScript script(List<Step> steps, Map<Integer, short[]> speech) {
        var script = CallerScript.builder();
        for (var i = 0; i < steps.size(); i++) {
            await(script, steps.get(i).moment());
            act(script, steps.get(i).action(), speech.getOrDefault(i, new short[0]));
        }
        if (steps.getLast().action().speaks()) {
            script.awaitReply(LAST_SILENCE, LAST_PATIENCE);
        }
        return script.hangUp().build();
    }

    private static void await(CallerScript.Builder script, Moment moment) {
        switch (moment) {
            case Moment.AtOnce _ -> {}
            case Moment.AfterReply(var silence, var atMost) -> script.awaitReply(silence, atMost);
            case Moment.AfterPause(var time) -> script.pause(time);
            case Moment.At(var sinceStart) ->
                    script.then(new CallerScript.Step.WaitUntil(sinceStart));
            case Moment.WhileSpeaking(var heard, var atMost) ->
                    script.then(new CallerScript.Step.AwaitSpeech(heard, atMost));
            case Moment.WhileTool(var silence, var atMost) -> script.awaitReply(silence, atMost);
        }
    }

    private static void act(CallerScript.Builder script, Action action, short[] speech) {
        switch (action) {
            case Action.Say _, Action.Play _ -> script.say(speech);
            case Action.Keys(var digits) -> script.dtmf(digits);
            case Action.Pause(var time) -> script.pause(time);
            case Action.Listen(var silence, var atMost) -> script.awaitReply(silence, atMost);
            case Action.AwaitHangUp(var atMost) -> script.awaitHangUp(atMost);
            case Action.HangUp _ -> script.hangUp();
        }
    }
}
