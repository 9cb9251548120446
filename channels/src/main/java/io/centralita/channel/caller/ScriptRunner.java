package io.centralita.channel.caller;

import static io.centralita.channel.caller.CallRecording.SLOT_SAMPLES;

import io.centralita.channel.caller.CallerScript.Step;
import java.time.Duration;
import java.util.List;

/// Carries a script out, slot by slot. Knows no clock: the slots are the time.
final class ScriptRunner {
    private static final short[] SILENCE = new short[SLOT_SAMPLES];

    private final List<Step> steps;
    private final HeardAudio ear;
    private final Actions actions;
    private int index;
    private long stepFromMs;
    private int spokenSamples;

    ScriptRunner(CallerScript script, HeardAudio ear, Actions actions) {
        steps = script.steps();
        this.ear = ear;
        this.actions = actions;
    }

    /// What the caller says in the slot that begins at the given time, knowing what was heard
    /// before it. The array is not to be changed.
    short[] speak(long nowMs) {
        while (index < steps.size()) {
            var step = steps.get(index);
            if (step instanceof Step.Say(var samples) && spokenSamples < samples.length) {
                return slotOf(samples, nowMs);
            }
            if (!isDone(step, nowMs)) {
                return SILENCE;
            }
            index++;
            stepFromMs = nowMs;
            spokenSamples = 0;
        }
        actions.hangUp();
        return SILENCE;
    }

    private short[] slotOf(short[] samples, long nowMs) {
        if (spokenSamples == 0) {
            long lengthMs = samples.length * 1_000L / CallRecording.SAMPLE_RATE_HZ;
            actions.tell(new CallerEvent.CallerSpeaks(nowMs, lengthMs));
        }
        var slot = new short[SLOT_SAMPLES];
        int length = Math.min(SLOT_SAMPLES, samples.length - spokenSamples);
        System.arraycopy(samples, spokenSamples, slot, 0, length);
        spokenSamples += length;
        return slot;
    }

    private boolean isDone(Step step, long nowMs) {
        return switch (step) {
            case Step.Say(var samples) -> {
                if (samples.length > 0) {
                    actions.tell(new CallerEvent.CallerSilent(nowMs));
                }
                yield true;
            }
            case Step.AwaitReply(var silence, var atMost) -> {
                boolean heard = ear.lastAudibleEndMs() > stepFromMs;
                yield (heard && nowMs - ear.lastAudibleEndMs() >= silence.toMillis())
                        || isInVain("no reply heard to its end", atMost, nowMs);
            }
            case Step.AwaitSpeech(var wanted, var atMost) ->
                    ear.audibleMs() >= wanted.toMillis()
                            || isInVain("assistant not heard long enough", atMost, nowMs);
            case Step.Wait(var time) -> nowMs - stepFromMs >= time.toMillis();
            case Step.WaitUntil(var sinceStart) -> nowMs >= sinceStart.toMillis();
            case Step.AwaitHangUp(var atMost) ->
                    isInVain("switchboard did not hang up", atMost, nowMs);
            case Step.Vanish(var atMost) -> {
                actions.vanish();
                yield isInVain("switchboard did not notice", atMost, nowMs);
            }
            case Step.Dtmf(var digit) -> {
                actions.sendDigit(digit);
                yield true;
            }
            case Step.SendText(var raw) -> {
                actions.sendText(raw);
                yield true;
            }
            case Step.SendBinary() -> {
                actions.sendBinary();
                yield true;
            }
            case Step.DropConnection() -> {
                actions.dropConnection();
                yield true;
            }
            case Step.HangUpAfter(var sinceStart) -> {
                if (nowMs >= sinceStart.toMillis()) {
                    index = steps.size() - 1; // what follows the last step is hanging up
                }
                yield true;
            }
            case Step.HangUp() -> {
                actions.hangUp();
                yield true;
            }
        };
    }

    private boolean isInVain(String what, Duration atMost, long nowMs) {
        if (nowMs - stepFromMs < atMost.toMillis()) {
            return false;
        }
        actions.inVain("step %d: %s within %d ms".formatted(index + 1, what, atMost.toMillis()));
        return true;
    }

    /// What a script can make the caller do, besides speaking.
    interface Actions {
        void tell(CallerEvent event);

        void sendDigit(char digit);

        void sendText(String raw);

        void sendBinary();

        void vanish();

        void dropConnection();

        void hangUp();

        void inVain(String what);
    }
}
