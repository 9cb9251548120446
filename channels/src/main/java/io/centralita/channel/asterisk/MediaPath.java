package io.centralita.channel.asterisk;

import io.centralita.channel.asterisk.media.MediaLine;
import io.centralita.channel.asterisk.media.MediaTransport;

/// What carries a call's audio: a channel in Asterisk, and our end of it.
///
/// @param channel id of the media channel
record MediaPath(MediaTransport transport, String channel, MediaLine line) {}
