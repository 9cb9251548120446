/// Calls as sound, where the house or the tenant wants them kept: written while they go on, deleted
/// with their records.
///
/// Threads: one platform thread, `recordings`, writes all files and deletes them. A call offers its
/// frames to a bounded tape and never waits.
@NullMarked
package io.centralita.tenant.recording;

import org.jspecify.annotations.NullMarked;
