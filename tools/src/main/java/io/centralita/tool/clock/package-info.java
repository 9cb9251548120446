/// The simplest tool, `get_current_time`, and `get_current_time_slow`, which takes as long as told
/// so that waiting can be tried out.
///
/// Threads: the slow one blocks its caller's thread until its time is over or it is interrupted.
@NullMarked
package io.centralita.tool.clock;

import org.jspecify.annotations.NullMarked;
