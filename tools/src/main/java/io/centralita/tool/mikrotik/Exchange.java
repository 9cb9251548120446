package io.centralita.tool.mikrotik;

/// How one HTTP request ended, before anybody has looked into its body.
sealed interface Exchange {
    /// @param body at most [HttpExchanges#BODY_LIMIT] bytes
    record Complete(int status, byte[] body) implements Exchange {}

    record Ended(MikrotikReply how) implements Exchange {}
}
