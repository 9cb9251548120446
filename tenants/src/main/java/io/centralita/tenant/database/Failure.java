package io.centralita.tenant.database;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// Why a statement failed, in terms of what can be done about it.
public enum Failure {
    /// Others hold what is needed, or it took too long: trying again helps.
    BUSY(true),
    /// No connection, server going down or not there, file not there: helps once it is back.
    GONE(true),
    /// No room on the disk, or no memory: helps once somebody has made some.
    FULL(true),
    /// This very row is not taken, by a constraint or by its form: trying again never helps.
    REFUSED(false),
    /// Tables or rights are not what they should be, the file is damaged, or a statement is wrong:
    /// helps when somebody mends it.
    BROKEN(false);

    private final boolean temporary;

    Failure(boolean temporary) {
        this.temporary = temporary;
    }

    /// Passes without anybody touching the schema, the rights or the data.
    public boolean temporary() {
        return temporary;
    }

    /// What a failure comes from, however it is wrapped. Whatever is not known is [#BROKEN].
    public static Failure of(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            var kind =
                    switch (cause) {
                        case SQLiteException sqlite -> ofSqlite(sqlite);
                        case SQLException sql -> ofState(sql);
                        default -> null;
                    };
            if (kind != null) {
                return kind;
            }
        }
        return failure instanceof DatabaseUnavailable ? GONE : BROKEN;
    }

    /// Primary result codes: <https://sqlite.org/rescode.html>.
    private static Failure ofSqlite(SQLiteException failure) {
        return switch (SQLiteErrorCode.getErrorCode(failure.getResultCode().code & 0xFF)) {
            case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL, SQLITE_INTERRUPT -> BUSY;
            case SQLITE_CANTOPEN, SQLITE_IOERR -> GONE;
            case SQLITE_FULL, SQLITE_NOMEM -> FULL;
            case SQLITE_CONSTRAINT, SQLITE_MISMATCH, SQLITE_TOOBIG -> REFUSED;
            default -> BROKEN;
        };
    }

    /// SQLSTATE: PostgreSQL 18 manual, appendix A. Null where the exception says nothing, so that
    /// its cause may.
    private static @Nullable Failure ofState(SQLException failure) {
        @Nullable String state = failure.getSQLState();
        if (state == null || state.length() != 5) {
            return ofType(failure);
        }
        return switch (state) {
            // 55P03 lock not available, 57014 cancelled (statement timeout), 53300 too many clients
            case "55P03", "57014", "53300", "40001", "40P01" -> BUSY;
            case "25006", "58030", "57P01", "57P02", "57P03", "57P05" -> GONE;
            case "53100", "53200" -> FULL;
            case "54000", "22021", "22P05" -> REFUSED;
            default ->
                    switch (state.substring(0, 2)) {
                        case "08" -> GONE;
                        case "40", "53" -> BUSY;
                        case "22", "23" -> REFUSED;
                        default -> BROKEN;
                    };
        };
    }

    private static @Nullable Failure ofType(SQLException failure) {
        if (failure instanceof SQLTimeoutException) {
            return BUSY;
        }
        return failure.getCause() == null
                        && (failure instanceof SQLTransientException
                                || failure instanceof SQLRecoverableException)
                ? GONE
                : null;
    }

    /// The innermost cause, in a word for logs and people.
    public static String rootOf(Throwable failure) {
        var root = failure.toString();
        for (var cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            root = cause.toString();
        }
        return root;
    }
}
