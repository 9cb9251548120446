/// A chat model behind an OpenAI-compatible `POST {base}/chat/completions`, streamed: the part
/// [io.centralita.engine.pipeline.ChatModel] of a pipeline.
///
/// A reply is one HTTP/1.1 exchange (`Exchange`), read as server-sent events (`EventDecoder`),
/// taken apart (`ChunkReader`) and put together again (`Assembly`). What a server does not take is
/// left out from then on (`Dialect`), a conversation too long for it is told from later on
/// (`ContextBudget`), and what may pass is tried once more while the caller has heard nothing.
///
/// Threads: none of its own but the HTTP client's; a reply is read and given to its sink on the
/// thread that asked, and interrupting that thread closes the exchange's socket.
@NullMarked
package io.centralita.engine.chat;

import org.jspecify.annotations.NullMarked;
