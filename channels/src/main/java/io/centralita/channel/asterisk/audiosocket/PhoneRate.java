package io.centralita.channel.asterisk.audiosocket;

import io.centralita.channel.asterisk.media.PhoneCodec;
import io.centralita.media.AudioFormat;
import java.util.List;

/// The rate at which nothing of a phone's audio is lost and nothing is sent for nothing.
final class PhoneRate {
    private PhoneRate() {}

    /// @param codecs of the phone by Asterisk's names, the best first
    static AudioFormat of(List<String> codecs) {
        return switch (PhoneCodec.best(codecs)) {
            case NARROW -> AudioFormat.PCM_8K;
            case WIDE -> AudioFormat.PCM_16K;
            case SUPER_WIDE -> AudioFormat.PCM_24K;
        };
    }
}
