package io.centralita.engine.pipeline;

import static java.time.Duration.ofMillis;

import io.centralita.call.CallMetrics;
import io.centralita.call.FakeLeg;
import io.centralita.call.InMemoryRecords;
import io.centralita.call.Switchboard;
import io.centralita.call.SwitchboardParts;
import io.centralita.call.reception.CallSettings;
import io.centralita.call.record.CallReport;
import io.centralita.call.scope.Time;
import io.centralita.call.text.BundledTexts;
import io.centralita.call.tool.Tool;
import io.centralita.media.AudioFormat;
import io.centralita.media.Pcm;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A whole call on the pipeline, with a caller whose voice is heard and whose words are given.
final class SpokenCall implements AutoCloseable {
    private static final AudioFormat LINE = AudioFormat.PCM_8K;

    private final ScriptedRecogniser recogniser = new ScriptedRecogniser();
    private final InMemoryRecords records = new InMemoryRecords();
    private final FakeLeg leg = new FakeLeg("CA1", LINE);
    private final Switchboard switchboard;

    SpokenCall(ChatModel chat, Tool tool) {
        switchboard =
                new Switchboard(
                        new SwitchboardParts(
                                CallSettings.standard(Locale.of("es"), "Hola."),
                                new PipelineEngine(
                                        "pipeline",
                                        new PipelineParts(recogniser, chat, new ScriptedVoice()),
                                        PipelineSettings.DEFAULTS,
                                        Time.SYSTEM),
                                List.of(tool),
                                new BundledTexts(),
                                (_, _, format) ->
                                        Optional.of(new byte[format.bytes(ofMillis(200))]),
                                records,
                                new CallMetrics(new SimpleMeterRegistry()),
                                Time.SYSTEM,
                                10));
    }

    /// The caller is put through and greeted.
    void begin() throws InterruptedException {
        switchboard.accept(leg);
        leg.awaitOpen();
        PipelineRig.await(() -> heard("Hola."));
    }

    /// The caller says this, as far as the recogniser is concerned.
    void says(String text) {
        recogniser.texts.clear();
        recogniser.texts.add(text);
        silence(300);
        var vowel = new short[8_000];
        for (int i = 0; i < vowel.length; i++) {
            double sample = 0;
            for (int harmonic = 1; harmonic <= 12; harmonic++) {
                sample += Math.sin(2 * Math.PI * 140 * harmonic * i / LINE.sampleRateHz());
            }
            vowel[i] = (short) (1_200 * sample);
        }
        speak(vowel);
        silence(900);
        leg.hear();
    }

    private void silence(int ms) {
        speak(new short[8 * ms]);
    }

    private void speak(short[] pcm) {
        for (int i = 0; i < pcm.length; i += 160) {
            leg.speak(Pcm.bytes(Arrays.copyOfRange(pcm, i, i + 160)));
        }
    }

    /// The caller listens; true once these words were heard.
    boolean heard(String words) {
        leg.hear();
        return records.find("CA1").stream()
                .flatMap(report -> report.turns().stream())
                .anyMatch(turn -> turn.text().contains(words) && turn.endMs() > turn.startMs());
    }

    /// The caller hangs up.
    ///
    /// @return the call's report, complete
    CallReport hangUp() throws InterruptedException {
        leg.hangUp();
        leg.awaitClosed();
        PipelineRig.await(() -> switchboard.liveCalls() == 0);
        return records.find("CA1").orElseThrow();
    }

    @Override
    public void close() {
        switchboard.close();
    }
}
