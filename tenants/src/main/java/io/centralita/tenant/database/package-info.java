/// The database of the switchboard: one schema and one set of statements on SQLite and PostgreSQL.
///
/// [io.centralita.tenant.database.Database] opens it, brings its tables to this version and hands
/// out connections. Statements are written in what both understand; where they fail,
/// [io.centralita.tenant.database.Failure] says whether trying again can help.
///
/// Threads: SQLite waits for its locks inside native code, which on virtual threads would hold up
/// carriers, and with them every call. So whoever uses a database has platform threads of its own,
/// or reads through [io.centralita.tenant.database.DatabaseReader], which has some and a deadline.
@NullMarked
package io.centralita.tenant.database;

import org.jspecify.annotations.NullMarked;
