package io.centralita.fake.asterisk;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PfxOptions;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `tlsenable=yes`.
final class TlsTest {
    private static KeyCertOptions certificate(Path folder) throws Exception {
        var file = folder.resolve("asterisk.p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var process =
                new ProcessBuilder(
                                keytool,
                                "-genkeypair",
                                "-alias",
                                "asterisk",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                file.toString(),
                                "-storepass",
                                "changeit")
                        .redirectErrorStream(true)
                        .start();
        process.getInputStream().readAllBytes();
        assertThat(process.waitFor()).isZero();
        return new PfxOptions().setPath(file.toString()).setPassword("changeit");
    }

    @Test
    void requests_and_events_are_encrypted(@TempDir Path folder) throws Exception {
        try (var gateway = new Gateway(Settings.DEFAULT.withTls(certificate(folder)))) {
            assertThat(gateway.asterisk.baseUrl().getScheme()).isEqualTo("https");
            var http =
                    Gateway.VERTX.createHttpClient(
                            new HttpClientOptions()
                                    .setSsl(true)
                                    .setTrustAll(true)
                                    .setVerifyHost(false));
            int status =
                    http.request(
                                    HttpMethod.GET,
                                    gateway.asterisk.port(),
                                    gateway.asterisk.host(),
                                    "/ari/asterisk/ping?api_key=Asterisk:secret")
                            .compose(request -> request.send())
                            .map(response -> response.statusCode())
                            .toCompletionStage()
                            .toCompletableFuture()
                            .get(10, SECONDS);
            assertThat(status).isEqualTo(200);
            var socket =
                    Gateway.VERTX
                            .createWebSocketClient(
                                    new WebSocketClientOptions()
                                            .setSsl(true)
                                            .setTrustAll(true)
                                            .setVerifyHost(false))
                            .connect(
                                    new WebSocketConnectOptions()
                                            .setHost(gateway.asterisk.host())
                                            .setPort(gateway.asterisk.port())
                                            .setURI("/ari/events?app=x&api_key=Asterisk:secret"))
                            .toCompletionStage()
                            .toCompletableFuture()
                            .get(10, SECONDS);
            assertThat(socket.isClosed()).isFalse();
            assertThatThrownBy(() -> gateway.request("GET", "/asterisk/ping"))
                    .isInstanceOf(IOException.class);
        }
    }
}
