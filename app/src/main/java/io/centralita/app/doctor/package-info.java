/// Looks at every setting and connection before callers do: [io.centralita.app.doctor.Check]s, each
/// with a finding and, where something is wrong, what to do about it.
///
/// Threads: checks run one after the other on the command's thread and may block; each has a
/// deadline of its own.
@NullMarked
package io.centralita.app.doctor;

import org.jspecify.annotations.NullMarked;
