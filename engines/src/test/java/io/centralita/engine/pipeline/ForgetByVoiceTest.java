package io.centralita.engine.pipeline;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.centralita.call.CallMetrics;
import io.centralita.call.FakeLeg;
import io.centralita.call.InMemoryRecords;
import io.centralita.call.Switchboard;
import io.centralita.call.SwitchboardParts;
import io.centralita.call.reception.CallSettings;
import io.centralita.call.record.CallReport;
import io.centralita.call.scope.Time;
import io.centralita.call.text.BundledTexts;
import io.centralita.call.tool.ConfirmedTool;
import io.centralita.call.tool.Tool;
import io.centralita.call.tool.ToolDefinition;
import io.centralita.call.tool.ToolOutcome;
import io.centralita.call.tool.ToolRequest;
import io.centralita.engine.offline.OfflineChatModel;
import io.centralita.media.AudioFormat;
import io.centralita.media.Pcm;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A whole call in which the caller wants to be forgotten, with the embedded mind: the call asks
/// before it is done.
@Timeout(60)
class ForgetByVoiceTest {
    private static final AudioFormat LINE = AudioFormat.PCM_8K;

    private final ScriptedRecogniser recogniser = new ScriptedRecogniser();
    private final List<String> forgotten = new CopyOnWriteArrayList<>();
    private final InMemoryRecords records = new InMemoryRecords();
    private final FakeLeg leg = new FakeLeg("CA1", LINE);
    private final Switchboard switchboard = switchboard();

    @AfterEach
    void close() {
        switchboard.close();
    }

    @Test
    void it_is_done_once_the_caller_has_agreed_and_not_before() throws Exception {
        switchboard.accept(leg);
        leg.awaitOpen();
        PipelineRig.await(() -> heard("Hola."));
        says("olvida mis datos");
        PipelineRig.await(() -> heard("¿Quieres que borre tus datos"));
        assertThat(forgotten).isEmpty();
        says("no");
        PipelineRig.await(() -> heard("no borro nada"));
        assertThat(forgotten).isEmpty();
        says("no guardes mis datos");
        PipelineRig.await(() -> heard("no guarde nada"));
        says("sí");
        PipelineRig.await(() -> heard("Hecho."));
        leg.hangUp();
        leg.awaitClosed();
        PipelineRig.await(() -> switchboard.liveCalls() == 0);

        assertThat(forgotten).containsExactly("{\"keep_nothing_from_now_on\":true}");
        assertThat(report().tools().stream().map(CallReport.ToolUse::outcome).toList())
                .containsExactly("refused", "refused", "answered");
    }

    private void says(String text) {
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

    private boolean heard(String words) {
        leg.hear();
        return records.find("CA1").stream()
                .flatMap(report -> report.turns().stream())
                .anyMatch(turn -> turn.text().contains(words) && turn.endMs() > turn.startMs());
    }

    private CallReport report() {
        return records.find("CA1").orElseThrow();
    }

    private Switchboard switchboard() {
        return new Switchboard(
                new SwitchboardParts(
                        CallSettings.standard(Locale.of("es"), "Hola."),
                        new PipelineEngine(
                                "pipeline",
                                new PipelineParts(
                                        recogniser, new OfflineChatModel(), new ScriptedVoice()),
                                PipelineSettings.DEFAULTS,
                                Time.SYSTEM),
                        List.of(tool()),
                        new BundledTexts(),
                        (_, _, format) -> Optional.of(new byte[format.bytes(ofMillis(200))]),
                        records,
                        new CallMetrics(new SimpleMeterRegistry()),
                        Time.SYSTEM,
                        10));
    }

    private Tool tool() {
        var schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        schema.putObject("properties").putObject("keep_nothing_from_now_on").put("type", "boolean");
        return new ConfirmedTool(
                new Tool() {
                    @Override
                    public ToolDefinition definition() {
                        return new ToolDefinition("forget_caller", "forget", schema);
                    }

                    @Override
                    public ToolOutcome run(ToolRequest request) {
                        forgotten.add(request.arguments().toString());
                        return new ToolOutcome.Answered("Hecho.");
                    }
                });
    }
}
