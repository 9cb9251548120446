/// Call records in a database; SQLite for now.
///
/// Threads: [io.centralita.tenant.record.SqlCallRecords] owns one writer and up to two readers.
/// They are platform threads, because SQLite waits for its locks inside native code: on virtual
/// threads that would hold up carriers, and with them every call. Callers of `save` never wait for
/// any of them; callers of `find` and `latest` do.
///
/// Locks: [io.centralita.tenant.record.PendingReports] and [io.centralita.tenant.record.SqliteFile]
/// have one each; the former is never held across I/O.
@NullMarked
package io.centralita.tenant.record;

import org.jspecify.annotations.NullMarked;
