/// `bench rtp`: what callers and recogniser hear of a bad network ([RtpQuality], in virtual time),
/// and what calls over RTP cost on one core ([RtpLoad], in real time).
///
/// The load is three processes, as in `bench engine`: the command, the server's side of all calls
/// alone on one core ([RtpServerWorker]), Asterisk's side on another ([RtpLoadWorker]).
@NullMarked
package io.centralita.app.bench.rtp;

import org.jspecify.annotations.NullMarked;
