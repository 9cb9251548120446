package io.centralita.fake.asterisk.pbx;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.fake.asterisk.audio.Format;
import io.centralita.fake.asterisk.audio.Samples;
import io.centralita.media.Recording;
import io.centralita.media.Wav;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// A recording on disk.
///
/// @param format the file's extension
/// @param sound as it was recorded, 16 kHz
public record StoredRecording(String name, String format, Recording sound) {
    private static final int NARROW_HZ = 8_000;

    public ObjectNode json() {
        return Json.object().put("name", name).put("format", format);
    }

    /// What the file has in it.
    public byte[] file() {
        return switch (format) {
            case "wav" -> wav(NARROW_HZ);
            case "wav16" -> wav(2 * NARROW_HZ);
            case "ulaw" -> raw(Format.ULAW);
            case "alaw" -> raw(Format.ALAW);
            case "g722" -> raw(Format.G722);
            case "sln16" -> raw(Format.SLIN16);
            default -> raw(Format.SLIN);
        };
    }

    private byte[] wav(int rateHz) {
        var out = new ByteArrayOutputStream();
        try {
            Wav.write(out, sound.at(rateHz).samples(), rateHz);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private byte[] raw(Format as) {
        return new Samples(as).encode(sound.at(as.rateHz()).samples());
    }
}
