package io.centralita.tool.mcp;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/// What carries the messages of one connection. Unlike the SDK's own it says when it is [#lost],
/// and can [#cancel] a request at the server.
abstract sealed class Wire implements McpClientTransport permits StdioWire, HttpWire {
    /// Bytes of the longest message.
    static final int LONGEST_MESSAGE = 1_048_576;

    /// In the context of a request: a `Consumer<Object>` that is given the id it goes out under.
    static final String REQUEST_ID = "centralita.request-id";

    private static final Logger log = LoggerFactory.getLogger(Wire.class);
    private static final int MOST_WARNINGS = 5;

    private final String name;
    private final McpJsonMapper json = McpJsonDefaults.getMapper();
    private final CompletableFuture<String> lost = new CompletableFuture<>();
    private volatile @Nullable Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> receiver;
    private int unreadable;

    /// @param name of the server, for logs
    Wire(String name) {
        this.name = name;
    }

    final String name() {
        return name;
    }

    /// Completed with the reason, for logs and operators, once nothing gets through any more.
    final CompletableFuture<String> lost() {
        return lost;
    }

    /// Tells the server that nobody waits for the answer any more.
    final void cancel(Object requestId, String reason) {
        forget(requestId);
        receive(JSONRPCResponse.result(requestId, Map.of())); // the session forgets it too
        var params = Map.of("requestId", requestId, "reason", reason);
        sendMessage(new JSONRPCNotification("notifications/cancelled", params))
                .subscribe(_ -> {}, _ -> {});
    }

    /// The protocol version that was agreed on.
    void agreed(String protocolVersion) {}

    /// Stops waiting for the answer to a request.
    void forget(Object requestId) {}

    /// Takes a message to be sent. Does not block; tells the sink what became of it.
    abstract void send(JSONRPCMessage message, String text, MonoSink<Void> done);

    /// Ends the connection and everything that belongs to it; may take two seconds.
    abstract void shut();

    @Override
    public final Mono<Void> connect(Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler) {
        receiver = handler;
        return Mono.empty();
    }

    @Override
    public final Mono<Void> sendMessage(JSONRPCMessage message) {
        return Mono.deferContextual(
                context -> {
                    if (message instanceof JSONRPCRequest request) {
                        context.<Consumer<Object>>getOrEmpty(REQUEST_ID)
                                .ifPresent(ids -> ids.accept(request.id()));
                    }
                    return Mono.<Void>create(
                            done -> {
                                try {
                                    send(message, json.writeValueAsString(message), done);
                                } catch (IOException e) {
                                    done.error(WireException.broken("not sendable: " + e));
                                }
                            });
                });
    }

    @Override
    public final Mono<Void> closeGracefully() {
        return Mono.fromRunnable(this::shut);
    }

    @Override
    public final <T> T unmarshalFrom(Object data, TypeRef<T> type) {
        return json.convertValue(data, type);
    }

    /// A message of the server's. What cannot be read is skipped and counted: servers print what
    /// they should not.
    ///
    /// @return the id of the request that it answers; null for everything else
    final @Nullable Object receive(String text) {
        if (text.isBlank()) {
            return null;
        }
        JSONRPCMessage message;
        try {
            message = McpSchema.deserializeJsonRpcMessage(json, text);
        } catch (IOException | RuntimeException _) { // the SDK's checks throw what they like
            unreadable++;
            if (unreadable <= MOST_WARNINGS) {
                log.atWarn()
                        .addKeyValue("server", name)
                        .addKeyValue("count", unreadable)
                        .addKeyValue("length", text.length())
                        .log("MCP server said something that is no message");
            }
            return null;
        }
        receive(message);
        return message instanceof JSONRPCResponse response ? response.id() : null;
    }

    private void receive(JSONRPCMessage message) {
        var to = receiver;
        if (to != null) {
            to.apply(Mono.just(message)).subscribe(_ -> {}, _ -> {});
        }
    }
}
