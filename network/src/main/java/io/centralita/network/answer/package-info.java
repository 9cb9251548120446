/// From a typed question to a sentence: reads the routers concerned and says what they answered.
///
/// The words are in `phrases_es.properties` and `phrases_en.properties`.
///
/// Threads: [io.centralita.network.answer.Fleet] reads each router on a virtual thread of its own;
/// everything else runs on the thread that asks, which it blocks.
@NullMarked
package io.centralita.network.answer;

import org.jspecify.annotations.NullMarked;
