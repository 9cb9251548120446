/// AudioSocket: a TCP connection of each call, which Asterisk makes to us.
///
/// ```text
///  1 byte kind │ 2 bytes length, big endian │ payload
/// ```
///
/// Audio is 16 bit PCM, little endian. Asterisk neither paces nor keeps what we send: it goes to
/// the phone as it comes, so a message of 20 ms leaves at each beat of a
/// [io.centralita.channel.PacingClock], silence where nothing is to be said.
///
/// Threads: a connection, its reader and its line belong to one event loop; the ids of calls and
/// the announcements that all loops share are locked for moments without I/O.
@NullMarked
package io.centralita.channel.asterisk.audiosocket;

import org.jspecify.annotations.NullMarked;
