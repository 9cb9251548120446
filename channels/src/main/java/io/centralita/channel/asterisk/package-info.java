/// Callers of an Asterisk: its ARI application, their calls, and whatever carries their audio.
@NullMarked
package io.centralita.channel.asterisk;

import org.jspecify.annotations.NullMarked;
