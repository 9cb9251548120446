package io.centralita.engine.ladder;

import static io.centralita.engine.ladder.LadderRig.LOST;
import static io.centralita.engine.ladder.LadderRig.await;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.ScriptedEngine;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.EngineSession;
import io.centralita.media.AudioFormat;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CallerAudioOnALadderTest {
    private final LadderRig rig =
            new LadderRig(new LadderSettings(ofSeconds(4), ofSeconds(60), ofMillis(200)));

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void audio_that_comes_before_a_rung_is_ready_is_heard_by_it_in_order() {
        var session = rig.open();
        speak(session, 1, 3);
        rig.first.session().post(new EngineEvent.Ready());
        rig.call.awaitEvent(EngineEvent.Ready.class);
        await(() -> rig.first.session().framesHeard() == 3);
        speak(session, 4, 5);
        assertThat(firstBytes(rig.first.session())).containsExactly(1, 2, 3, 4, 5);
        assertThat(session.droppedFrames()).isZero();
    }

    @Test
    void audio_that_comes_while_the_next_rung_opens_is_kept_and_the_oldest_dropped() {
        var session = rig.open();
        rig.first.session().post(new EngineEvent.Ready());
        rig.call.awaitEvent(EngineEvent.Ready.class);
        rig.first.session().post(new EngineEvent.Failed(LOST));
        await(() -> rig.second.sessions().size() == 1);
        rig.second.session().post(new EngineEvent.Failed(LOST));
        await(() -> rig.third.sessions().size() == 1);
        speak(session, 1, 12);
        rig.third.session().post(new EngineEvent.Ready());
        await(() -> rig.third.session().framesHeard() == 10);
        speak(session, 13, 13);
        assertThat(firstBytes(rig.third.session()))
                .containsExactly(3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13);
        assertThat(session.droppedFrames()).isEqualTo(2);
        assertThat(rig.first.session().framesHeard()).isZero();
    }

    @Test
    void a_rung_of_another_format_hears_the_same_audio_converted() {
        var session = rig.open();
        rig.first.session().post(new EngineEvent.Ready());
        rig.call.awaitEvent(EngineEvent.Ready.class);
        rig.first.session().post(new EngineEvent.Failed(LOST));
        await(() -> rig.second.sessions().size() == 1);
        rig.second.session().post(new EngineEvent.Ready());
        rig.call.awaitEvent(EngineEvent.TakenOver.class);
        speak(session, 1, 10);
        assertThat(session.inputFormat()).isEqualTo(AudioFormat.PCM_16K);
        await(() -> rig.second.session().framesHeard() > 0);
        var bytes = rig.second.session().audio().stream().mapToInt(frame -> frame.length).sum();
        assertThat(AudioFormat.PCM_24K.duration(bytes)).isBetween(ofMillis(180), ofMillis(200));
    }

    @Test
    void text_that_the_first_rung_takes_as_it_came_is_decoded_for_one_that_does_not() {
        var format = AudioFormat.PCMU_8K;
        var model = new ScriptedEngine("model", format, true);
        var plain = new ScriptedEngine("plain", format);
        var ladder =
                new LadderEngine(
                        List.of(Rung.of(model), Rung.of(plain)), LadderSettings.DEFAULTS, rig.time);
        try (var session = ladder.open(LadderRig.settings("coded"), _ -> {}, new LadderRig.Out())) {
            assertThat(session.hearsEncoded()).isTrue();
            session.hearEncoded("AQE=".getBytes(US_ASCII), 2);
            model.session().post(new EngineEvent.Ready());
            await(() -> model.session().framesHeard() == 1);
            session.hearEncoded("AgI=".getBytes(US_ASCII), 2);
            assertThat(model.session().texts()).containsExactly("AgI=");
            model.session().post(new EngineEvent.Failed(LOST));
            await(() -> plain.sessions().size() == 1);
            session.hearEncoded("AwM=".getBytes(US_ASCII), 2);
            plain.session().post(new EngineEvent.Ready());
            await(() -> plain.session().framesHeard() == 1);
            session.hearEncoded("BAQ=".getBytes(US_ASCII), 2);
            assertThat(firstBytes(plain.session())).containsExactly(3, 4);
        }
    }

    @Test
    void audio_after_the_end_goes_nowhere() {
        var session = rig.open();
        session.close();
        speak(session, 1, 100);
        assertThat(rig.first.session().framesHeard()).isZero();
        assertThat(session.droppedFrames()).isZero();
    }

    /// Frames that are known by their bytes.
    private static void speak(EngineSession session, int from, int to) {
        for (int i = from; i <= to; i++) {
            var frame = new byte[AudioFormat.PCM_16K.frameBytes()];
            Arrays.fill(frame, (byte) i);
            session.hear(frame);
        }
    }

    private static List<Integer> firstBytes(ScriptedEngine.Session session) {
        return session.audio().stream().map(frame -> (int) frame[0]).toList();
    }
}
