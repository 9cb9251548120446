/// `bench engine`: what Centralita adds between a caller and a realtime model, and what a call
/// costs.
///
/// Three processes. The command conducts ([EngineBench]); the real server runs alone on one core
/// ([ServerWorker]); callers and the fake model share another ([LoadWorker]), so that one clock
/// measures both ways. The children talk to the command in lines of JSON and end when it does.
///
/// Threads: in [LoadWorker] everything of calls and model happens on one event loop.
@NullMarked
package io.centralita.app.bench.engine;

import org.jspecify.annotations.NullMarked;
