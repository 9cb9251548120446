package io.centralita.call;

/// What became of the frames of a [Playout] since its beginning.
///
/// @param out that left for the caller
/// @param dropped that found no room
/// @param late frames' worth of time in which the caller heard a hole inside an utterance
record FrameCounts(long out, long dropped, long late) {}
