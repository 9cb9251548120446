package io.centralita.fake.asterisk.pbx;

/// What can be played.
///
/// @param samples at 16 kHz
/// @param endless begins again when it is over
record Sound(short[] samples, boolean endless) {}
