/// Ears that need no download: a recogniser of the questions this switchboard answers.
///
/// The acoustic model is the US-English one inside `de.sciss:sphinx4-data` (phonetically tied
/// mixtures, 42 phones, 16 kHz); Spanish words are written in its phones. What can be heard is a
/// grammar made from phrase templates and the routers that exist ([QuestionGrammar]); it is
/// compiled once into a network of triphones ([PhoneNetwork]) that a Viterbi search of our own
/// walks ([Search]). sphinx4's own search was measured first: with a grammar of a few hundred
/// phrasings it took 0.2 s to 0.9 s a sentence and cannot share a model between threads; this one
/// keeps all of the model immutable and shared.
///
/// For each language and [Line] the model's means are moved by an [Adaptation]. [AdaptationFitting]
/// makes its files anew: eight espeak-ng voices a language (none of those in [EarsBench]) speak
/// random sentences of the grammar and some general ones, on a quiet line and with noise at 18 dB.
/// Human voices have not been measured.
///
/// Threads: a [SphinxRecogniser] owns its worker threads (daemon platform threads, each with one
/// [Decoder]); everything named model, grammar, network or pronunciation is immutable and shared.
@NullMarked
package io.centralita.engine.offline.ears;

import org.jspecify.annotations.NullMarked;
