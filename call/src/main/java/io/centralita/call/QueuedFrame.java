package io.centralita.call;

/// A frame on its way to the caller.
///
/// @param audible whether there is anything to hear in it
record QueuedFrame(Utterance utterance, byte[] audio, boolean audible) {}
