/// Callers of an Asterisk: its ARI application, their calls, and whatever carries their audio.
///
/// Threads: each caller's stay is a virtual thread ([AsteriskCall]) that takes what it is told out
/// of its [Inbox] and asks Asterisk, blocking. Events are handed to inboxes on a virtual thread
/// that nothing makes wait ([AsteriskChannel]). What a leg reports runs on its line's event loop.
@NullMarked
package io.centralita.channel.asterisk;

import org.jspecify.annotations.NullMarked;
