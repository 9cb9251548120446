package io.centralita.tool.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.centralita.call.scope.CallScope;
import io.centralita.call.tool.ToolCall;
import java.util.UUID;

/// The header by which a service knows one wish from two
/// (draft-ietf-httpapi-idempotency-key-header): the same for every attempt at one tool call,
/// another one for every other.
final class IdempotencyKeys {
    static final String HEADER = "Idempotency-Key";

    private IdempotencyKeys() {}

    static String of(ToolCall call) {
        var scope =
                CallScope.CURRENT.isBound()
                        ? CallScope.CURRENT.get().tenant() + "/" + CallScope.CURRENT.get().call()
                        : "";
        return UUID.nameUUIDFromBytes((scope + "/" + call.id()).getBytes(UTF_8)).toString();
    }
}
