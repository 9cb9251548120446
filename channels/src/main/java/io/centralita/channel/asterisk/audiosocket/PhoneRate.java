package io.centralita.channel.asterisk.audiosocket;

import io.centralita.media.AudioFormat;
import java.util.List;

/// The rate at which nothing of a phone's audio is lost and nothing is sent for nothing.
final class PhoneRate {
    private static final List<String> NARROW =
            List.of(
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
    private static final List<String> SUPER_WIDE =
            List.of("opus", "slin24", "slin32", "slin44", "slin48", "speex32", "silk24", "siren14");

    private PhoneRate() {}

    /// @param codecs of the phone by Asterisk's names, the best first; a phone of which nothing is
    ///   known may be a wide-band one
    static AudioFormat of(List<String> codecs) {
        var first = codecs.isEmpty() ? "" : codecs.getFirst();
        if (NARROW.contains(first)) {
            return AudioFormat.PCM_8K;
        }
        return SUPER_WIDE.contains(first) ? AudioFormat.PCM_24K : AudioFormat.PCM_16K;
    }
}
