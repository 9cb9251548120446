/// Audio as numbers: formats, codecs, resampling, voice activity, playout, files.
///
/// Threads: none of its own. Objects that keep state between calls (a resampler, an endpointer)
/// belong to one thread. Nothing here opens a socket, reads a clock or waits.
@NullMarked
package io.centralita.media;

import org.jspecify.annotations.NullMarked;
