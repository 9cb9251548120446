package io.centralita.channel.webrtc;

import java.time.Duration;
import java.util.Locale;

/// How pages are met.
///
/// @param engine the name of the engine that serves, as pages are shown it
/// @param endpointSilence that ends a caller's turn, unless a page says otherwise
/// @param language of people who do not say theirs
public record WebRtcSettings(String engine, Duration endpointSilence, Locale language) {}
