package io.centralita.channel.webrtc.peer;

/// Connections, now and since the start.
///
/// @param open now, those being made included
/// @param factories parts of the library that live now
/// @param opened connections made since the start
/// @param failed descriptions that were not answered, by our fault or the library's
/// @param recycled parts of the library that were replaced by new ones
/// @param audioDropped frames of 10 ms, both ways, that nobody took in time
/// @param textsDropped texts that were too long, or for which there was no room
public record PeerCounts(
        int open,
        int factories,
        long opened,
        long failed,
        long recycled,
        long audioDropped,
        long textsDropped) {}
