/// Asterisk's REST interface: what we ask, and the events it tells.
///
/// Requests block and are for virtual threads; events come one after the other.
@NullMarked
package io.centralita.channel.asterisk.ari;

import org.jspecify.annotations.NullMarked;
