package io.centralita.call.leg;

/// 20 ms of audio in the leg's format.
///
/// @param sequence strictly increasing within a call
/// @param utterance the utterance it belongs to
/// @param audio the leg may send it but not change it
public record OutgoingFrame(long sequence, long utterance, byte[] audio) {}
