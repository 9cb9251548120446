package io.centralita.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WavTest {
    private static final byte[] FORMAT = format(1, 1, 8_000, 16);

    @Property
    void what_was_written_is_read_again(@ForAll short[] samples) throws IOException {
        var file = new ByteArrayOutputStream();
        Wav.write(file, samples, 24_000);
        var read = Wav.read(new ByteArrayInputStream(file.toByteArray()), 1 << 20);
        assertThat(read.samples()).isEqualTo(samples);
        assertThat(read.sampleRateHz()).isEqualTo(24_000);
    }

    @Property
    void no_bytes_whatever_do_more_than_be_refused(@ForAll byte[] garbage) throws IOException {
        var file = new ByteArrayOutputStream();
        file.writeBytes("RIFF1234WAVE".getBytes(StandardCharsets.US_ASCII));
        file.writeBytes(garbage);
        for (var bytes : new byte[][] {garbage, file.toByteArray()}) {
            try {
                assertThat(Wav.parse(bytes).sampleRateHz()).isBetween(8_000, 48_000);
            } catch (WavException refused) {
                assertThat(refused).message().isNotBlank();
            }
        }
    }

    @Test
    void two_channels_become_their_mean() throws IOException {
        var file = new ByteArrayOutputStream();
        Wav.writeStereo(file, new short[] {100, 200, 300}, new short[] {300, -200}, 8_000);
        assertThat(Wav.parse(file.toByteArray()).samples()).containsExactly(200, 0, 150);
    }

    @Test
    void every_encoding_is_read() throws IOException {
        var floats = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        floats.putFloat(0.5f).putFloat(-2).putFloat(Float.NaN);
        assertThat(read(format(3, 1, 48_000, 32), floats.array()).samples())
                .containsExactly(16_384, -32_768, 0);
        assertThat(read(format(7, 1, 8_000, 8), new byte[] {(byte) 0x80, -1}).samples())
                .containsExactly(32_124, 0);
        assertThat(read(format(6, 1, 8_000, 8), new byte[] {(byte) 0xAA, 0x55}).samples())
                .containsExactly(32_256, -8);
        var extensible = Arrays.copyOf(format(0xFFFE, 1, 16_000, 16), 40);
        extensible[24] = 1;
        assertThat(read(extensible, new byte[] {1, 0}).samples()).containsExactly(1);
    }

    @Test
    void chunks_may_come_in_any_order_with_others_between() throws IOException {
        byte[] data = {1, 0, 2, 0};
        var file = riff(chunk("LIST", new byte[3]), chunk("data", data), chunk("fmt ", FORMAT));
        assertThat(Wav.parse(file).samples()).containsExactly(1, 2);
    }

    @Test
    void a_file_cut_off_or_without_a_length_is_read_as_far_as_it_goes() throws IOException {
        var file = riff(chunk("fmt ", FORMAT), chunk("data", new byte[] {1, 0, 2, 0, 3, 0}));
        assertThat(Wav.parse(Arrays.copyOf(file, file.length - 3)).samples()).containsExactly(1);
        for (int unknown : new int[] {0, -1}) {
            var streamed = file.clone();
            ByteBuffer.wrap(streamed).order(ByteOrder.LITTLE_ENDIAN).putInt(40, unknown);
            assertThat(Wav.parse(streamed).samples()).containsExactly(1, 2, 3);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2, 1, 8000, 4, format code 2 is not read",
        "1, 6, 8000, 16, '6 channels, only 1 or 2 are read'",
        "1, 1, 96000, 16, 'sample rate 96000, only 8000 to 48000 are read'",
        "1, 1, 8000, 24, 24 bits are not read for PCM16"
    })
    void other_kinds_are_refused_by_name(int code, int channels, int rate, int bits, String why) {
        assertThatThrownBy(() -> read(format(code, channels, rate, bits), new byte[4]))
                .isInstanceOf(WavException.class)
                .hasMessage(why);
    }

    @Test
    void a_file_that_is_too_long_or_lacks_a_part_is_refused() {
        var file = riff(chunk("fmt ", FORMAT), chunk("data", new byte[100]));
        assertThatThrownBy(() -> Wav.read(new ByteArrayInputStream(file), 100))
                .hasMessage("longer than 100 bytes");
        assertThatThrownBy(() -> Wav.parse(riff(chunk("fmt ", FORMAT))))
                .hasMessage("no chunk named 'data'");
        assertThatThrownBy(() -> Wav.parse(new byte[3])).hasMessage("not a WAV file");
    }

    @Test
    void a_file_in_the_making_is_valid_at_every_moment(@TempDir Path folder) throws IOException {
        var path = folder.resolve("call.wav");
        var second = new short[16_000];
        Arrays.fill(second, (short) 77);
        try (var channel =
                        Files.newByteChannel(
                                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                var writer = new WavWriter(channel, 8_000, 2)) {
            writer.write(second, 0, 8_000);
            assertThat(Wav.parse(Files.readAllBytes(path)).samples()).hasSize(4_000);
            writer.write(second);
            writer.write(second, 0, 160);
            assertThat(Wav.parse(Files.readAllBytes(path)).samples()).hasSizeBetween(4_080, 12_080);
        }
        var whole = Wav.parse(Files.readAllBytes(path));
        assertThat(whole.samples()).hasSize(12_080).containsOnly(77);
        assertThat(Files.size(path)).isEqualTo(44 + 12_080 * 4);
    }

    private static Recording read(byte[] format, byte[] data) throws WavException {
        return Wav.parse(riff(chunk("fmt ", format), chunk("data", data)));
    }

    private static byte[] riff(byte[]... chunks) {
        var file = new ByteArrayOutputStream();
        file.writeBytes("RIFF0000WAVE".getBytes(StandardCharsets.US_ASCII));
        for (var chunk : chunks) {
            file.writeBytes(chunk);
        }
        return file.toByteArray();
    }

    private static byte[] chunk(String name, byte[] content) {
        return ByteBuffer.allocate(8 + content.length + (content.length & 1))
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(name.getBytes(StandardCharsets.US_ASCII))
                .putInt(content.length)
                .put(content)
                .array();
    }

    private static byte[] format(int code, int channels, int rate, int bits) {
        return ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) code)
                .putShort((short) channels)
                .putInt(rate)
                .putInt(rate * channels * bits / 8)
                .putShort((short) (channels * bits / 8))
                .putShort((short) bits)
                .array();
    }
}
