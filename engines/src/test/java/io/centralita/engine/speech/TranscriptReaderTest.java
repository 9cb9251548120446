package io.centralita.engine.speech;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.engine.Usage;
import io.centralita.call.engine.UsageKind;
import io.centralita.engine.pipeline.SpeechRecogniser.Transcript;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TranscriptReaderTest {
    private static TranscriptReader.Reading read(String json) throws SpeechFault {
        return TranscriptReader.read(
                "application/json",
                json.getBytes(StandardCharsets.UTF_8),
                "host",
                "whisper-1",
                "",
                Duration.ofMillis(1_500));
    }

    private static String segments(double noSpeech, double logprob, double compression) {
        return """
               {"text":"¿Hay alguien?","segments":[
                 {"no_speech_prob":%s,"avg_logprob":%s,"compression_ratio":%s}]}
               """
                .formatted(noSpeech, logprob, compression);
    }

    @Test
    void how_sure_the_model_is_becomes_the_confidence() throws Exception {
        var transcript = read(segments(0.01, -0.5, 1.1)).transcript();
        assertThat(transcript.text()).isEqualTo("¿Hay alguien?");
        assertThat(transcript.confidence()).isBetween(0.60, 0.61);
    }

    @Test
    void what_the_model_takes_for_silence_is_not_understood() throws Exception {
        assertThat(read(segments(0.9, -1.2, 1.1)).transcript())
                .isEqualTo(Transcript.NOT_UNDERSTOOD);
        assertThat(read(segments(0.9, -0.2, 1.1)).transcript().understood()).isTrue();
    }

    @Test
    void words_that_go_round_in_circles_are_not_understood() throws Exception {
        assertThat(read(segments(0.1, -0.2, 5)).transcript()).isEqualTo(Transcript.NOT_UNDERSTOOD);
    }

    @Test
    void usage_is_read_in_both_ways_and_reckoned_where_there_is_none() throws Exception {
        assertThat(read("{\"text\":\"a\"}").used())
                .isEqualTo(new Usage("whisper-1", Map.of(UsageKind.TRANSCRIBED_MS, 1_500L)));
        assertThat(read("{\"text\":\"a\",\"usage\":{\"type\":\"duration\",\"seconds\":2}}").used())
                .isEqualTo(new Usage("whisper-1", Map.of(UsageKind.TRANSCRIBED_MS, 2_000L)));
        var tokens =
                """
                {"text":"a","usage":{"type":"tokens","input_tokens":20,"output_tokens":3,
                 "input_token_details":{"text_tokens":5,"audio_tokens":15}}}
                """;
        assertThat(read(tokens).used())
                .isEqualTo(
                        new Usage(
                                "whisper-1",
                                Map.of(
                                        UsageKind.INPUT_AUDIO, 15L,
                                        UsageKind.INPUT_TEXT, 5L,
                                        UsageKind.OUTPUT_TEXT, 3L)));
    }
}
