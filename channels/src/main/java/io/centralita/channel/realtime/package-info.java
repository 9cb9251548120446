/// Calls from programs that speak the OpenAI Realtime protocol (GA shapes): the WebSocket
/// `/v1/realtime` and the ephemeral keys of `/v1/realtime/client_secrets`.
///
/// [io.centralita.channel.realtime.RealtimeChannel] is the way in. One session goes:
/// [RealtimeHandler] asks [RealtimeGuard] and takes the WebSocket, [RealtimeConnection] reads it,
/// [RealtimeSession] understands it; at the first event that needs an engine it becomes a
/// [RealtimeLeg] of a call like any other. What the engine says comes back through [EngineFacts]
/// and [Responses] as events of the protocol.
///
/// Sources of protocol facts: OpenAI's OpenAPI document 2.3.0, schemas `Realtime*`, and the clients
/// `openai` 7.57.0 and `@openai/agents-realtime` 0.20.0, read 2026-11-25.
///
/// Threads: everything about one session happens on its event loop and never blocks. The calls of
/// [io.centralita.call.leg.Leg] are handed over to it.
@NullMarked
package io.centralita.channel.realtime;

import org.jspecify.annotations.NullMarked;
