package io.centralita.channel.asterisk.ari;

/// What came back.
///
/// @param status of HTTP
/// @param server the header `Server`, `Asterisk/22.10.1` for example; empty where there is none
/// @param json whether the body says it is
/// @param body at most [AriHttp#LARGEST_ANSWER] bytes
record AriAnswer(int status, String server, boolean json, byte[] body) {
    boolean isDone() {
        return status >= 200 && status < 300;
    }

    boolean isRefusal() {
        return status >= 400;
    }

    boolean isByAsterisk() {
        return server.startsWith("Asterisk");
    }

    /// A body is not for logs.
    @Override
    public String toString() {
        return "AriAnswer[" + status + ", " + body.length + " bytes]";
    }
}
