package io.centralita.app.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// A site of a tenant's, elsewhere: a page with the element, and the place where it gets tokens,
/// made with the key that only this server has. As docs/browser-client.md tells people to do it.
final class TenantsSite implements AutoCloseable {
    static final String KEY = "key-of-norte-0123456789";

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer http;

    TenantsSite() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(threads);
    }

    /// @param house that is called
    void open(BrowserHouse house) {
        var page = CallingPage.HTML.formatted(house.server.url());
        http.createContext("/", exchange -> answer(exchange, 200, "text/html", page));
        http.createContext("/voice-token", exchange -> token(exchange, house));
        http.start();
    }

    private static void token(HttpExchange exchange, BrowserHouse house) throws IOException {
        try {
            var given =
                    house.send("POST", "/api/voice/token", "{}", "Authorization", "Bearer " + KEY);
            answer(exchange, given.statusCode(), "application/json", given.body());
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private static void answer(HttpExchange exchange, int status, String type, String text)
            throws IOException {
        var bytes = text.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.sendResponseHeaders(status, bytes.length);
        try (var body = exchange.getResponseBody()) {
            body.write(bytes);
        }
    }

    /// As browsers call it: another one than the house's, and trusted with a microphone.
    String origin() {
        return "http://localhost:" + http.getAddress().getPort();
    }

    @Override
    public void close() {
        http.stop(0);
        threads.close();
    }
}
