/// Speech to speech with a model that speaks the OpenAI Realtime protocol (GA, platform.openai.com
/// «Realtime API», read in autumn 2026): OpenAI itself, Azure, and servers compatible with them.
///
/// [Ledger] keeps the books and alone decides what may be sent when; [OpenAiSession] owns the
/// connection and renews it; [ServerReader] and [ClientWriter] know the JSON.
///
/// Threads: a session lives on one event loop, that of the leg where the two can share it. What the
/// call says comes from its own thread and is handed over to the loop; nothing here blocks.
@NullMarked
package io.centralita.engine.openai;

import org.jspecify.annotations.NullMarked;
