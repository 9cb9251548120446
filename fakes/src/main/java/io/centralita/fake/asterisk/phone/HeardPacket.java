package io.centralita.fake.asterisk.phone;

import io.centralita.fake.asterisk.audio.Format;

/// One RTP packet as it came to the phone.
///
/// @param atNanos of the timeline
/// @param timestamp in ticks of the format's clock
/// @param dbfs how loud it is
public record HeardPacket(
        long atNanos,
        int sequence,
        long timestamp,
        boolean marker,
        int ssrc,
        Format format,
        byte[] payload,
        double dbfs) {}
