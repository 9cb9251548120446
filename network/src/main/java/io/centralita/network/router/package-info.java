/// What the answering service wants to know of routers: the port [RouterSource] and its values.
///
/// The reads follow RouterOS menus, so that a REST client, a binary API client and the
/// demonstration network can stand behind them alike.
///
/// Threads: a source is called from many virtual threads at a time and may block them; the values
/// are immutable.
@NullMarked
package io.centralita.network.router;

import org.jspecify.annotations.NullMarked;
