/// `bench webrtc`: what browser calls cost the process that has their ends, and whether anything is
/// left of those that come and go.
///
/// Three processes, as in `bench engine`: the command, the ends of the calls alone on one core
/// ([WebRtcServerWorker]), their callers on another ([WebRtcLoadWorker]).
@NullMarked
package io.centralita.app.bench.webrtc;

import org.jspecify.annotations.NullMarked;
