package io.centralita.channel.realtime;

/// How connections are closed: RFC 6455 §7.4.1 and the IANA registry.
final class CloseCode {
    static final int NORMAL = 1000;
    static final int GOING_AWAY = 1001;
    static final int UNSUPPORTED = 1003;
    static final int NO_CODE = 1005;
    static final int INVALID = 1007;
    static final int POLICY = 1008;
    static final int TOO_BIG = 1009;
    static final int INTERNAL = 1011;
    static final int TRY_AGAIN_LATER = 1013;

    private CloseCode() {}
}
