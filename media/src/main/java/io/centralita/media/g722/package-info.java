/// ITU-T G.722 at 64 kbit/s (mode 1): 16 kHz audio as one byte for two samples, in two bands.
///
/// Written from Recommendation G.722 (09/2012), whose names of signals and blocks are used where
/// the code follows one. Every table is the one of the Recommendation that its comment names.
/// Encoder and decoder keep adaptive state, so neither is a [io.centralita.media.Codec], whose
/// bytes can be read one by one.
///
/// Threads: none of its own. Objects belong to one thread.
@NullMarked
package io.centralita.media.g722;

import org.jspecify.annotations.NullMarked;
