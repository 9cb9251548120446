package io.centralita.fake.chat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/// A server and a foreign client of it.
final class Client implements AutoCloseable {
    static final String HELLO =
            "{'model':'gpt-4.1','stream':true,'stream_options':{'include_usage':true},"
                    + "'messages':[{'role':'user','content':'Hola'}]}";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Vertx VERTX = Vertx.vertx();

    final ChatServer server;
    final HttpClient http = HttpClient.newHttpClient();

    Client(Settings settings) {
        server = ChatServer.start(VERTX, settings);
    }

    HttpResponse<String> post(String json) throws IOException, InterruptedException {
        return http.send(request(json), BodyHandlers.ofString());
    }

    /// Data of the events of a stream.
    List<String> events(String json) throws IOException, InterruptedException {
        return post(json)
                .body()
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring("data: ".length()))
                .toList();
    }

    HttpRequest request(String json) {
        return to("/chat/completions")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json.replace('\'', '"')))
                .build();
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(server.baseUrl() + path))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + Settings.KEY);
    }

    @Override
    public void close() {
        http.shutdownNow();
        server.close();
    }
}
