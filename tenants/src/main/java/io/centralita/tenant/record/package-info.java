/// Call records in a database.
///
/// Threads: [io.centralita.tenant.record.SqlCallRecords] owns one writer and up to two readers, all
/// platform threads. Callers of `save` never wait for any of them; callers of `find` and `latest`
/// do.
///
/// Locks: [io.centralita.tenant.record.PendingReports] has one, never held across I/O.
@NullMarked
package io.centralita.tenant.record;

import org.jspecify.annotations.NullMarked;
