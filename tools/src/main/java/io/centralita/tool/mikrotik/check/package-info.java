/// What an operator checks before going live with an answering service (B6).
///
/// Threads: checks run one after another on the caller's thread and block it.
@NullMarked
package io.centralita.tool.mikrotik.check;

import org.jspecify.annotations.NullMarked;
