/// The demonstration: a real call to ourselves, told as it happens, and judged by what was heard.
///
/// Threads: the command's own; events of the call come on the caller's threads and are only
/// printed.
@NullMarked
package io.centralita.app.demo;

import org.jspecify.annotations.NullMarked;
