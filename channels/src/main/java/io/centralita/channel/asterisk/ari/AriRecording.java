package io.centralita.channel.asterisk.ari;

import java.time.Duration;

/// What is to be recorded of a channel or a bridge, by Asterisk, to its own disk.
///
/// @param name of the file, without its ending
/// @param format `wav` for example
/// @param longest after which it ends; zero for no such end
/// @param beep whether a tone announces it
public record AriRecording(String name, String format, Duration longest, boolean beep) {}
