package io.centralita.channel.asterisk.media;

import java.util.List;

/// What a transport is to carry.
///
/// @param channelId the id that the media channel will have
/// @param codecs of the caller's phone, the best first, by Asterisk's names (`ulaw`, `alaw`,
///   `g722`, `slin16` …); empty where they are not known
public record MediaRequest(String channelId, List<String> codecs) {
    public MediaRequest {
        codecs = List.copyOf(codecs);
    }
}
