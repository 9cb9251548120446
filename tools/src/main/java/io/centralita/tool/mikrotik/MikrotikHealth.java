package io.centralita.tool.mikrotik;

/// What the answering service says of itself.
public sealed interface MikrotikHealth {
    /// @param service the name it gives itself
    /// @param version of the service, as it writes it; may be empty
    record Up(String service, String version) implements MikrotikHealth {}

    /// @param why how the question for its health ended; never [MikrotikReply.Answered]
    record Down(MikrotikReply why) implements MikrotikHealth {}
}
