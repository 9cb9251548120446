package io.centralita.channel.asterisk.websocket;

import io.centralita.channel.asterisk.media.PhoneCodec;
import io.centralita.media.AudioFormat;
import io.centralita.media.Codec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// The formats that we take. Asterisk makes them of whatever the phone has.
enum MediaFormat {
    ULAW("ulaw", Codec.PCMU, 8_000),
    ALAW("alaw", Codec.PCMA, 8_000),
    SLIN("slin", Codec.PCM16, 8_000),
    /// Little-endian, as all linear formats are here.
    SLIN16("slin16", Codec.PCM16, 16_000),
    SLIN24("slin24", Codec.PCM16, 24_000);

    private final String label;
    private final Codec codec;
    private final int sampleRateHz;

    MediaFormat(String label, Codec codec, int sampleRateHz) {
        this.label = label;
        this.codec = codec;
        this.sampleRateHz = sampleRateHz;
    }

    /// Asterisk's name of it.
    String label() {
        return label;
    }

    AudioFormat audio() {
        return new AudioFormat(codec, sampleRateHz);
    }

    static Optional<MediaFormat> labelled(String label) {
        return Arrays.stream(values()).filter(format -> format.label.equals(label)).findFirst();
    }

    /// What a phone's audio is best carried in: G.711 as it is, everything else in linear samples
    /// that lose nothing of it.
    ///
    /// @param codecs the best first
    /// @param rateHz what somebody would have instead
    static MediaFormat best(List<String> codecs, OptionalInt rateHz) {
        if (rateHz.isPresent()) {
            return switch (rateHz.getAsInt()) {
                case 8_000 ->
                        codecs.stream().flatMap(MediaFormat::companded).findFirst().orElse(SLIN);
                case 16_000 -> SLIN16;
                default -> SLIN24;
            };
        }
        var first = codecs.isEmpty() ? "" : codecs.getFirst();
        return companded(first).findFirst().orElseGet(() -> linear(PhoneCodec.best(codecs)));
    }

    private static MediaFormat linear(PhoneCodec codec) {
        return switch (codec) {
            case NARROW -> SLIN;
            case WIDE -> SLIN16;
            case SUPER_WIDE -> SLIN24;
        };
    }

    private static Stream<MediaFormat> companded(String codec) {
        return Stream.of(ULAW, ALAW).filter(format -> format.label.equals(codec));
    }
}
