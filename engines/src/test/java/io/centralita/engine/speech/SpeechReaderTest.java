package io.centralita.engine.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.centralita.media.Pcm;
import io.centralita.media.Wav;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpeechReaderTest {
    private static final short[] SAMPLES = {1, -2, 300, -400, 5_000, -6_000, 7, 8};

    private static SpeechReader reader(String type, boolean lengthKnown) throws SpeechFault {
        return new SpeechReader(type, 24_000, 24_000, lengthKnown, "host");
    }

    /// All samples of a body that comes in pieces of one size.
    private static short[] read(SpeechReader reader, byte[] body, int piece) throws SpeechFault {
        var all = new ByteArrayOutputStream();
        for (int at = 0; at < body.length; at += piece) {
            int length = Math.min(piece, body.length - at);
            all.writeBytes(Pcm.bytes(reader.read(ByteBuffer.wrap(body, at, length))));
        }
        all.writeBytes(Pcm.bytes(reader.end()));
        return Pcm.samples(all.toByteArray());
    }

    private static byte[] wavWithNotesAtTheEnd() throws Exception {
        var file = new ByteArrayOutputStream();
        Wav.write(file, SAMPLES, 24_000);
        file.writeBytes("LIST....INFO".getBytes(StandardCharsets.US_ASCII));
        return file.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3", "7", "100"})
    void a_whole_file_ends_where_its_header_says(int piece) throws Exception {
        assertThat(read(reader("audio/wav", true), wavWithNotesAtTheEnd(), piece))
                .isEqualTo(SAMPLES);
    }

    @Test
    void the_header_of_a_stream_does_not_know_where_it_ends() throws Exception {
        assertThat(read(reader("audio/wav", false), wavWithNotesAtTheEnd(), 100))
                .startsWith(SAMPLES)
                .hasSize(SAMPLES.length + 6);
    }

    @Test
    void half_a_sample_at_the_end_is_no_sample() throws Exception {
        var body = Arrays.copyOf(Pcm.bytes(SAMPLES), 2 * SAMPLES.length - 1);
        assertThat(read(reader("audio/pcm", false), body, 3))
                .isEqualTo(Arrays.copyOf(SAMPLES, SAMPLES.length - 1));
    }

    @Test
    void a_voice_that_begins_loud_is_not_taken_for_mp3_where_it_says_that_it_is_pcm()
            throws Exception {
        // -1 025 as a sample, a frame's sync as MPEG audio.
        var body = new byte[] {(byte) 0xFF, (byte) 0xFB, (byte) 0x90, 0x00};
        assertThat(read(reader("audio/pcm; rate=24000", false), body, 4)).hasSize(2);
        assertThatThrownBy(() -> read(reader("", false), body, 4)).isInstanceOf(SpeechFault.class);
    }

    @ParameterizedTest
    @CsvSource({"RIFFxxxxAVI LIST", "RIFFxxxxWAVEdata", "RI"})
    void what_is_no_audio_is_refused(String body) throws Exception {
        var bytes = Arrays.copyOf(body.getBytes(StandardCharsets.US_ASCII), body.length() + 4);
        var cut = body.length() < 4 ? Arrays.copyOf(bytes, 2) : bytes;
        var reader = reader("audio/wav", false);
        assertThatThrownBy(() -> read(reader, cut, 5)).isInstanceOf(SpeechFault.class);
    }
}
