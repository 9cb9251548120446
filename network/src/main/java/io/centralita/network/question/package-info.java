/// What a caller wants to know: from words to a typed [Question], without a model.
///
/// A question is normalised, spelling and number words are repaired, routers and interfaces are
/// found by name, every other word is looked up in a lexicon of concepts (`lexicon_es.txt`,
/// `lexicon_en.txt`), and the set of concepts decides. A word that no list knows makes the question
/// not understood: in doubt nothing is answered.
///
/// Threads: everything here is immutable after construction and safe for any number of threads.
@NullMarked
package io.centralita.network.question;

import org.jspecify.annotations.NullMarked;
