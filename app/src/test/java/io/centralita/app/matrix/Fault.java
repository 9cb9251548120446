package io.centralita.app.matrix;

import java.util.Locale;

/// What goes wrong. The realtime model and the pipeline's chat model know the same faults: a
/// connection is to the one what a request is to the other.
public enum Fault {
    CONNECT_REFUSED(Part.MODEL, true),
    CONNECT_NEVER(Part.MODEL, true),
    UNKNOWN_HOST(Part.MODEL, true),
    /// By HTTP 401, or as a rejected request.
    UPGRADE_REFUSED(Part.MODEL, true),
    /// By HTTP 429.
    UPGRADE_RATE_LIMITED(Part.MODEL, true),
    /// The connection, or the request, that is open says nothing more.
    SILENCE(Part.MODEL, false),
    /// The connection, or the request, that is open ends.
    CLOSE(Part.MODEL, false),
    /// One answer fails with `server_error`.
    SERVER_ERROR_ONCE(Part.MODEL, false),
    /// Every answer does.
    SERVER_ERROR(Part.MODEL, true),
    /// Every answer fails with `rate_limit_exceeded`.
    RATE_LIMIT(Part.MODEL, true),
    /// Messages that are no JSON, have no known type, or lack what they must have.
    GARBAGE(Part.MODEL, false),

    RECOGNISER_FAILS(Part.RECOGNISER, true),
    RECOGNISER_HANGS(Part.RECOGNISER, true),
    SYNTHESISER_FAILS(Part.SYNTHESISER, true),
    SYNTHESISER_HANGS(Part.SYNTHESISER, true),

    TOOL_ANSWERS(Part.TOOL, false),
    TOOL_TIMES_OUT(Part.TOOL, false),
    TOOL_UNREACHABLE(Part.TOOL, false),
    TOOL_HTTP_ERROR(Part.TOOL, false),
    TOOL_RATE_LIMITED(Part.TOOL, false),
    TOOL_THROWS(Part.TOOL, false),
    /// It answers never, and does not listen when it is told to stop.
    TOOL_HANGS(Part.TOOL, true),

    /// The database is locked by somebody else.
    DATABASE_FAILS(Part.RECORDS, true),
    /// Every write fails.
    DISK_FULL(Part.RECORDS, true);

    /// Whose fault it is.
    enum Part {
        MODEL,
        RECOGNISER,
        SYNTHESISER,
        TOOL,
        RECORDS
    }

    private final Part part;
    private final boolean lasting;

    Fault(Part part, boolean lasting) {
        this.part = part;
        this.lasting = lasting;
    }

    Part part() {
        return part;
    }

    /// Whether it holds until the call is over; else what comes after it goes well.
    boolean lasting() {
        return lasting;
    }

    /// A connection or a request does not even begin.
    public boolean atTheDoor() {
        return switch (this) {
            case CONNECT_REFUSED,
                    CONNECT_NEVER,
                    UNKNOWN_HOST,
                    UPGRADE_REFUSED,
                    UPGRADE_RATE_LIMITED ->
                    true;
            default -> false;
        };
    }

    public boolean failsAnswers() {
        return this == SERVER_ERROR_ONCE || this == SERVER_ERROR || this == RATE_LIMIT;
    }

    String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
