/// Audio as Asterisk carries it from channel to channel: formats, frames, conversions.
///
/// Pure; everything belongs to one thread.
@NullMarked
package io.centralita.fake.asterisk.audio;

import org.jspecify.annotations.NullMarked;
