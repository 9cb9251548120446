/// The port to whatever carries a caller's audio between Asterisk and us.
@NullMarked
package io.centralita.channel.asterisk.media;

import org.jspecify.annotations.NullMarked;
