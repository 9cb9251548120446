/// `bench webrtc`: what browser calls cost, and whether anything is left of those that come and go.
///
/// Three processes, as in `bench engine`: the command, what is measured alone on one core, and who
/// calls it on another. Measured are the whole server ([BrowserServer], with [BrowserCallers] and
/// the model that speaks to them), and then the ends of connections without a server behind them
/// ([WebRtcServerWorker], with [WebRtcLoadWorker]): the difference is the server's.
@NullMarked
package io.centralita.app.bench.webrtc;

import org.jspecify.annotations.NullMarked;
