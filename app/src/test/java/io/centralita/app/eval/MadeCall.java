package io.centralita.app.eval;

import io.centralita.app.demo.Speech;
import io.centralita.app.eval.Timetable.Deed;
import io.centralita.app.eval.scenario.Expectation;
import io.centralita.app.eval.scenario.Scenario;
import io.centralita.app.eval.scenario.ScenarioReader;
import io.centralita.call.record.CallReport;
import io.centralita.engine.pipeline.SpeechSynthesiser;
import io.centralita.engine.pipeline.SpeechSynthesiser.Voice;
import io.centralita.media.G711;
import io.centralita.media.Recording;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A call that never was: what the assistant said is put into a recording and into the books at the
/// same time.
final class MadeCall {
    private static final int RATE = 8_000;

    private final SpeechSynthesiser synthesiser;
    private final List<CallReport.Turn> turns = new ArrayList<>();
    private final List<CallReport.ToolUse> tools = new ArrayList<>();
    private final Map<Integer, Deed> deeds = new HashMap<>();
    private final List<Evidence.Answer> answers = new ArrayList<>();
    private short[] heard = new short[0];
    private long deadAirMs;

    MadeCall(SpeechSynthesiser synthesiser) {
        this.synthesiser = synthesiser;
    }

    /// @return when it ends
    long says(long atMs, CallReport.Who who, String text) throws Exception {
        return says(atMs, who, text, text, false);
    }

    /// @param written in the books
    /// @return when it ends
    long says(long atMs, CallReport.Who who, String text, String written, boolean interrupted)
            throws Exception {
        var spoken =
                Speech.withoutSilentEnd(Speech.of(synthesiser, text, Voice.of(Locale.of("es"))))
                        .at(RATE)
                        .samples();
        var line = G711.decodeMuLaw(G711.encodeMuLaw(spoken));
        var from = (int) (atMs * RATE / 1_000);
        heard = Arrays.copyOf(heard, Math.max(heard.length, from + line.length));
        System.arraycopy(line, 0, heard, from, line.length);
        var end = atMs + line.length * 1_000L / RATE;
        if (!written.isEmpty()) {
            turns.add(new CallReport.Turn(who, written, atMs, end, null, interrupted));
        }
        return end;
    }

    MadeCall caller(int step, long startMs, long endMs, String understood) {
        deeds.put(step, new Deed(startMs, endMs, true));
        turns.add(
                new CallReport.Turn(
                        CallReport.Who.CALLER, understood, startMs + 100, endMs, null, false));
        return this;
    }

    MadeCall tool(String name, String arguments, String outcome, long ms) {
        tools.add(new CallReport.ToolUse(name, arguments, outcome, ms));
        return this;
    }

    MadeCall claimsDeadAir(long ms) {
        deadAirMs = ms;
        return this;
    }

    MadeCall sourceSays(long atMs, String text) {
        answers.add(new Evidence.Answer(atMs, text));
        return this;
    }

    /// Judged a second after the last sound.
    List<Finding> judged(Path directory, String scenario) throws Exception {
        var file = Files.writeString(directory.resolve("made.yaml"), scenario);
        return judged(ScenarioReader.read(file));
    }

    private List<Finding> judged(Scenario scenario) throws Exception {
        var recording = new Recording(RATE, Arrays.copyOf(heard, heard.length + RATE));
        var known = new HashMap<Expectation, List<Evidence.Answer>>();
        scenario.steps().forEach(step -> step.expectations().forEach(e -> known.put(e, answers)));
        var evidence =
                new Evidence(
                        recording,
                        new Books(turns, tools, "caller", "hung-up", deadAirMs),
                        new Timetable(deeds, recording.duration().toMillis()),
                        known);
        return new Judge(
                        scenario,
                        evidence,
                        new RecordingJudge(synthesiser, Voice.of(Locale.of("es"))))
                .judge();
    }
}
