package io.centralita.socket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.internal.http.WebSocketInternal;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Over a real connection: our way on one side, Vert.x's own on the other.
class TextSocketTest {
    private static final int LARGEST = 1_048_576;

    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<String> atServer = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> atClient = new LinkedBlockingQueue<>();
    private final CompletableFuture<ServerWebSocket> accepted = new CompletableFuture<>();
    private final CompletableFuture<TextSocket> server = new CompletableFuture<>();
    private final CompletableFuture<Context> serverContext = new CompletableFuture<>();

    /// Kept, since Vert.x closes a client that nobody holds.
    private final WebSocketClient library =
            vertx.createWebSocketClient(
                    new WebSocketClientOptions()
                            .setMaxFrameSize(LARGEST)
                            .setMaxMessageSize(LARGEST));

    private Context clientContext;
    private HttpServer http;
    private WebSocket client;
    private final CompletableFuture<TextSocket> ourClient = new CompletableFuture<>();

    @BeforeEach
    void connect() throws Exception {
        http =
                await(
                        vertx.createHttpServer(
                                        new HttpServerOptions()
                                                .setMaxWebSocketFrameSize(LARGEST)
                                                .setMaxWebSocketMessageSize(LARGEST))
                                .requestHandler(this::accept)
                                .listen(0, "127.0.0.1"));
        clientContext = vertx.getOrCreateContext();
        var connected = new CompletableFuture<WebSocket>();
        clientContext.runOnContext(
                _ ->
                        library.connect(
                                        new WebSocketConnectOptions()
                                                .setHost("127.0.0.1")
                                                .setPort(http.actualPort())
                                                .setURI("/"))
                                .onSuccess(
                                        opened -> {
                                            ourClient.complete(ofClient(opened));
                                            opened.frameHandler(frame -> note(frame, atClient));
                                            connected.complete(opened);
                                        })
                                .onFailure(connected::completeExceptionally));
        client = connected.get(10, TimeUnit.SECONDS);
        server.get(10, TimeUnit.SECONDS);
    }

    private TextSocket ofClient(WebSocket opened) {
        return TextSocket.ofClient(
                ((WebSocketInternal) opened).channelHandlerContext().channel(),
                vertx.getOrCreateContext(),
                new TextSocket.BinaryReceiver() {
                    @Override
                    public void text(byte[] bytes, int length) {
                        atClient.add("short: " + TextSocketTest.text(bytes, length));
                    }

                    @Override
                    public void binary(byte[] bytes) {
                        atClient.add("short binary: " + new String(bytes, UTF_8));
                    }
                });
    }

    private void accept(HttpServerRequest request) {
        request.toWebSocket()
                .onSuccess(
                        socket -> {
                            var context = vertx.getOrCreateContext();
                            var channel = ((ConnectionBase) request.connection()).channel();
                            socket.frameHandler(frame -> note(frame, atServer));
                            server.complete(
                                    TextSocket.ofServer(
                                            channel,
                                            context,
                                            (bytes, length) -> {
                                                assertThat(Vertx.currentContext())
                                                        .isSameAs(context);
                                                atServer.add("short: " + text(bytes, length));
                                            }));
                            serverContext.complete(context);
                            accepted.complete(socket);
                        });
    }

    private static String text(byte[] bytes, int length) {
        return new String(bytes, 0, length, UTF_8);
    }

    private static void note(WebSocketFrame frame, BlockingQueue<String> where) {
        if (!frame.isClose()) {
            where.add(frame.type() + ": " + frame.binaryData().toString(UTF_8));
        }
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static String next(BlockingQueue<String> from) throws InterruptedException {
        return from.poll(10, TimeUnit.SECONDS);
    }

    private void onServer(Consumer<TextSocket> what) {
        serverContext.join().runOnContext(_ -> what.accept(server.join()));
    }

    private void onClient(Consumer<TextSocket> what) {
        clientContext.runOnContext(_ -> what.accept(ourClient.join()));
    }

    private static Consumer<TextSocket> sends(String message) {
        var bytes = message.getBytes(UTF_8);
        return socket -> {
            socket.write(bytes, bytes.length);
            socket.flush();
        };
    }

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    /// Around the borders of the three spellings of a length, and of the four bytes of the mask.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 125, 126, 127, 65_535, 65_536, 65_537})
    void messages_of_any_length_arrive_both_ways(int length) throws Exception {
        var message = "ñ".repeat(length / 2) + "x".repeat(length % 2);

        onClient(sends(message));
        assertThat(next(atServer)).isEqualTo("short: " + message);

        onServer(sends(message));
        assertThat(next(atClient)).isEqualTo("short: " + message);
    }

    /// Longer ones than the library would put into one frame included.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 160, 640, 65_536, 200_000})
    void binary_messages_are_one_frame_and_arrive_where_they_are_taken(int length)
            throws Exception {
        var bytes = "x".repeat(length).getBytes(UTF_8);
        onClient(
                socket -> {
                    socket.writeBinary(bytes, length);
                    socket.flush();
                });
        assertThat(next(atServer)).isEqualTo("BINARY: " + "x".repeat(length));

        onServer(
                socket -> {
                    socket.writeBinary(bytes, length);
                    socket.write(bytes, length);
                    socket.flush();
                });
        assertThat(next(atClient)).isEqualTo("short binary: " + "x".repeat(length));
        assertThat(next(atClient)).isEqualTo("short: " + "x".repeat(length));
    }

    @Test
    void pieces_of_binary_messages_take_the_usual_way() throws Exception {
        serverContext
                .join()
                .runOnContext(
                        _ -> {
                            var server = accepted.join();
                            server.writeFrame(
                                    WebSocketFrame.binaryFrame(Buffer.buffer("a"), false));
                            server.writeFrame(
                                    WebSocketFrame.continuationFrame(Buffer.buffer("b"), true));
                        });

        assertThat(next(atClient)).isEqualTo("BINARY: a");
        assertThat(next(atClient)).isEqualTo("CONTINUATION: b");
    }

    @Test
    void what_the_library_writes_comes_in_order_with_ours() throws Exception {
        onClient(
                socket -> {
                    sends("1").accept(socket);
                    client.writeTextMessage("2");
                    sends("3").accept(socket);
                    client.writeBinaryMessage(Buffer.buffer("4"));
                });

        assertThat(next(atServer)).isEqualTo("short: 1");
        assertThat(next(atServer)).isEqualTo("short: 2");
        assertThat(next(atServer)).isEqualTo("short: 3");
        assertThat(next(atServer)).isEqualTo("BINARY: 4");
    }

    @Test
    void messages_written_together_arrive_one_by_one() throws Exception {
        var first = "a".getBytes(UTF_8);
        var second = "b".repeat(70_000).getBytes(UTF_8);
        onClient(
                socket -> {
                    socket.write(first, 1);
                    socket.write(second, second.length);
                    socket.write(first, 1);
                    socket.flush();
                });

        assertThat(next(atServer)).isEqualTo("short: a");
        assertThat(next(atServer)).hasSize(70_000 + "short: ".length());
        assertThat(next(atServer)).isEqualTo("short: a");
    }

    @Test
    void fragments_and_pings_take_the_usual_way() throws Exception {
        var pongs = new LinkedBlockingQueue<String>();
        client.pongHandler(pong -> pongs.add(pong.toString()));
        clientContext.runOnContext(
                _ -> {
                    client.writeFrame(WebSocketFrame.textFrame("a", false));
                    client.writeFrame(WebSocketFrame.continuationFrame(Buffer.buffer("b"), true));
                    client.writePing(Buffer.buffer("p"));
                });

        assertThat(next(atServer)).isEqualTo("TEXT: a");
        assertThat(next(atServer)).isEqualTo("CONTINUATION: b");
        assertThat(next(pongs)).isEqualTo("p");
    }

    @Test
    void the_goodbye_comes_after_what_was_written() throws Exception {
        var closed = new CompletableFuture<Short>();
        client.closeHandler(_ -> closed.complete(client.closeStatusCode()));
        onServer(
                socket -> {
                    sends("last words").accept(socket);
                    accepted.join().close((short) 1008, "enough");
                    sends("after the end").accept(socket);
                });

        assertThat(next(atClient)).isEqualTo("short: last words");
        assertThat(closed.get(10, TimeUnit.SECONDS)).isEqualTo((short) 1008);
    }
}
