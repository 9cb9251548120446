/// The embedded parts: an engine that needs no account, no model and nothing to download.
///
/// Here lives the mind, [OfflineChatModel]: small talk by patterns, everything else by tools. The
/// voice and the ears are one package each below.
///
/// Threads: none of its own; a reply is composed on the calling thread in microseconds.
@NullMarked
package io.centralita.engine.offline;

import org.jspecify.annotations.NullMarked;
