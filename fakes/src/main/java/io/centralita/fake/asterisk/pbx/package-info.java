/// The inside of the PBX: channels, bridges, Stasis applications, the dial plan, and the orders in
/// which they tell what happens. No network, no clock of its own.
///
/// ```text
///                 Line                                       Line
///  far end ──────────────▶ Channel ──▶ Mixing (of a Bridge) ──▶ Channel ──────────▶ far end
///  (phone)  ◀────────────── Technology                         Technology  (RTP, WebSocket, …)
/// ```
///
/// What is behind a channel is a [io.centralita.fake.asterisk.pbx.Technology], which tells its
/// [io.centralita.fake.asterisk.pbx.Line] what comes from there. Time is a
/// [io.centralita.fake.asterisk.pbx.Timeline].
///
/// Everything belongs to one thread. Orders and names are those of a real Asterisk 22.10.1, as
/// captured on 2026-11-20.
@NullMarked
package io.centralita.fake.asterisk.pbx;

import org.jspecify.annotations.NullMarked;
