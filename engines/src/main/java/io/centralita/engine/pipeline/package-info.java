/// Speech → chat → speech: the engine that puts a recogniser, a chat model and a synthesiser behind
/// one another.
///
/// The three parts are ports ([SpeechRecogniser], [ChatModel], [SpeechSynthesiser]); the embedded
/// ones live in `io.centralita.engine.offline`, others are one more package each.
///
/// Threads: a session has two virtual threads, one that hears and one that answers. The parts may
/// block; they run on those threads or on workers of their own, never on a network thread.
@NullMarked
package io.centralita.engine.pipeline;

import org.jspecify.annotations.NullMarked;
