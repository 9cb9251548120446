/// The commands of the launcher. Each says what it does in the operator's language, ends with 0
/// (fine), 1 (found wanting) or 2 (wrong use), and keeps to 80 columns.
///
/// Threads: a command runs on the main thread and may block.
@NullMarked
package io.centralita.app.command;

import org.jspecify.annotations.NullMarked;
