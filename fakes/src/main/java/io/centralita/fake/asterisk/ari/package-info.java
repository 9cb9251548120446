/// The Asterisk REST Interface: what is asked, what is answered, in the words of Asterisk 22.10.1.
///
/// Pure; everything belongs to one thread. Requests come from HTTP or over the events WebSocket.
@NullMarked
package io.centralita.fake.asterisk.ari;

import org.jspecify.annotations.NullMarked;
