/// Calls of an Asterisk that end at any moment: the real server, a strict fake of the Asterisk and
/// of the model, and phones that hang up at random.
@NullMarked
package io.centralita.app.bench.asterisk;

import org.jspecify.annotations.NullMarked;
