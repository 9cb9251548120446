/// Recognition and speech by servers that speak OpenAI's audio endpoints (`POST
/// {base}/audio/transcriptions`, `POST {base}/audio/speech`: API reference «Audio», read in autumn
/// 2026), and what makes several parts of a kind one, so that the next speaks when one fails.
///
/// Threads: everything blocks on the caller's thread, which is a call's virtual one; answers are
/// taken from the network by the HTTP client's own threads into a bounded queue ([Inflow]). An
/// interruption of the waiting thread, or a close from another, ends the exchange at once.
///
/// Where a key is shown: in one header. What a server says in plain words goes nowhere: neither
/// logs nor errors carry more than its error code.
@NullMarked
package io.centralita.engine.speech;

import org.jspecify.annotations.NullMarked;
