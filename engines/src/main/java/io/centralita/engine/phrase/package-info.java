/// The switchboard's own sentences as audio, from whoever can say them: a model in its own voice,
/// kept on disk; and, for the case that nothing else works, files that come with the program.
@NullMarked
package io.centralita.engine.phrase;

import org.jspecify.annotations.NullMarked;
