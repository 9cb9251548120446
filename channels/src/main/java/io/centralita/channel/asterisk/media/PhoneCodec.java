package io.centralita.channel.asterisk.media;

import java.util.List;
import java.util.Set;

/// How much of a voice a phone's codec carries, by Asterisk's name of it.
public enum PhoneCodec {
    /// Up to 4 kHz.
    NARROW,
    /// Up to 8 kHz.
    WIDE,
    /// More than that.
    SUPER_WIDE;

    private static final Set<String> NARROW_ONES =
            Set.of(
                    "ulaw",
                    "alaw",
                    "slin",
                    "gsm",
                    "g723",
                    "g726",
                    "g726aal2",
                    "g729",
                    "ilbc",
                    "lpc10",
                    "speex",
                    "adpcm");
    private static final Set<String> SUPER_WIDE_ONES =
            Set.of("opus", "slin24", "slin32", "slin44", "slin48", "speex32", "silk24", "siren14");

    /// @param codecs of the phone, the best first; a phone of which nothing is known may be a
    ///   wide-band one
    public static PhoneCodec best(List<String> codecs) {
        var first = codecs.isEmpty() ? "" : codecs.getFirst();
        if (NARROW_ONES.contains(first)) {
            return NARROW;
        }
        return SUPER_WIDE_ONES.contains(first) ? SUPER_WIDE : WIDE;
    }
}
