package io.centralita.channel.caller;

/// Something the switchboard did that Twilio would not take, or that the script waited for in vain.
///
/// @param code Twilio's error code, or [#SCRIPT]
/// @param detail what exactly, in English
public record Problem(int code, String detail) {
    /// A step of the script waited in vain.
    public static final int SCRIPT = 0;

    public static final int HTTP_RETRIEVAL = 11200;
    public static final int HTTP_CONNECTION = 11205;
    public static final int TWIML_PARSE = 12100;
    public static final int TWIML_SCHEMA = 12200;
    public static final int CONTENT_TYPE = 12300;
    public static final int STREAM_HANDSHAKE = 31920;
    public static final int STREAM_CLOSED = 31921;
    public static final int STREAM_SCHEME = 31922;
    public static final int STREAM_URL = 31923;
    public static final int STREAM_MALFORMED = 31950;
    public static final int STREAM_INVALID = 31951;
}
