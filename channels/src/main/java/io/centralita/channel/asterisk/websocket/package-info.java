/// Asterisk's chan_websocket: one WebSocket carries a call's audio both ways, as it is, and beside
/// it, as JSON, what there is to say about it. Asterisk paces; what we send waits in its queue.
///
/// Facts are of Asterisk 22.10.1 as measured (decision 0043) and of its documentation's page
/// "WebSocket Channel Driver".
///
/// ```text
///  MediaRequest ─▶ MediaWebSockets ─▶ PreparedWebSocket ─┐ by channel id
///                        │                               ▼
///  Asterisk ◀── MediaConnector ──┐               ┌── Reception ──▶ DirectCalls
///           ──▶ MediaHandler ────┴▶ MediaConnection ─▶ WebSocketLine ─▶ LegListener
///           ◀────────── MediaSocket ◀── MediaSender ◀──────┘      ◀── OutgoingAudio
/// ```
///
/// Threads: a connection, its line and its sender live on one Vert.x event loop. What is prepared
/// is asked for on virtual threads.
@NullMarked
package io.centralita.channel.asterisk.websocket;

import org.jspecify.annotations.NullMarked;
