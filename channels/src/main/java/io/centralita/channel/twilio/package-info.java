/// Calls over Twilio Programmable Voice: the webhook that answers a ringing call with TwiML, and
/// the Media Streams WebSocket that carries its audio.
///
/// [io.centralita.channel.twilio.TwilioChannel] is the way in. One call goes: [WebhookHandler] asks
/// [RingingCalls] and hands out a one-time token, [StreamHandler] takes the WebSocket,
/// [StreamConnection] reads it and makes a [TwilioLeg] at `start`.
///
/// Threads: everything about one connection happens on its event loop and never blocks; what all
/// connections share ([io.centralita.channel.ExpiringMap]) is locked for moments without I/O.
@NullMarked
package io.centralita.channel.twilio;

import org.jspecify.annotations.NullMarked;
