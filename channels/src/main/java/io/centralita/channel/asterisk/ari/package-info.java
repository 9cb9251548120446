/// Asterisk's REST interface: what we ask, and the events it tells.
///
/// ```text
///  AriClient ──▶ AriExchanges ──▶ AriHttp, AriOverEvents ─▶ Asterisk asks again, finds out, in time
///
///  ConnectingEvents ─▶ EventConnector ─┐                             opens, and opens again
///  ListeningEvents ──▶ EventReception ─┴▶ EventLine ─▶ EventHub ─▶ EventQueue ─▶ AriSubscription
///  (Asterisk opens)                       reads, pings             one for each consumer
/// ```
///
/// Threads: requests block and are for virtual threads. Everything about a connection of events
/// happens on one event loop, which never waits for anybody; each consumer takes events from a
/// queue of its own, on its own thread, one after the other
/// ([docs/decisions/0042](../../../../../../../../../docs/decisions/0042-one-listener-to-an-application.md)).
@NullMarked
package io.centralita.channel.asterisk.ari;

import org.jspecify.annotations.NullMarked;
