/// The embedded voice: espeak-ng behind [io.centralita.engine.pipeline.SpeechSynthesiser].
///
/// A text is put into a form that can be spoken ([SpokenForm]), cut into clauses ([Clauses]) and
/// rendered clause by clause, so that a long answer of one call never stands before the first word
/// of another.
///
/// Threads: the espeak-ng library is not thread-safe and holds its state in the process; one
/// platform thread (`espeak`) of the process owns it ([SpeechWorker]). It renders into memory and
/// never waits for a listener. Callers of `speak` feed their own sinks. Without the library each
/// clause is one run of the command `espeak-ng`, of which a few may run at a time
/// ([EspeakCommand]).
@NullMarked
package io.centralita.engine.offline.voice;

import org.jspecify.annotations.NullMarked;
