/// HTTP for tools: whole exchanges whose every end is a value (A3, A4).
///
/// Threads: an exchange blocks the caller's thread; the client underneath keeps one selector thread
/// and a few workers, which end with [io.centralita.tool.exchange.HttpExchanges#close()].
@NullMarked
package io.centralita.tool.exchange;

import org.jspecify.annotations.NullMarked;
