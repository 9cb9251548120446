/// Tools by configuration: any HTTP endpoint becomes something an assistant can look up or do.
///
/// Arguments fill the places that a template leaves for them, in the path, in the query and in the
/// body; they never decide where a request goes.
///
/// Threads: a tool runs on its caller's thread and blocks it until the exchange has ended, its
/// deadline has passed or the thread is interrupted.
@NullMarked
package io.centralita.tool.http;

import org.jspecify.annotations.NullMarked;
