/// The port to what listens and answers: an [Engine] opens one [EngineSession] a call.
///
/// Threads: a session has threads of its own. It posts [EngineEvent]s and writes speech into
/// [SpeechOut]; it never runs call code. The methods of [EngineSession] never block and may be
/// called from any thread.
@NullMarked
package io.centralita.call.engine;

import org.jspecify.annotations.NullMarked;
