/// The tool `consultar_mikrotik` and its client: questions about the network, in plain language,
/// put to an answering service over HTTP.
///
/// Threads: a query runs on the caller's thread and blocks it until the exchange has ended, its
/// deadline has passed or the thread is interrupted. The HTTP client underneath keeps one selector
/// thread and a few workers, which end with [MikrotikClient#close()].
@NullMarked
package io.centralita.tool.mikrotik;

import org.jspecify.annotations.NullMarked;
