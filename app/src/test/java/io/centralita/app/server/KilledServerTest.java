package io.centralita.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.centralita.app.demo.Callers;
import io.centralita.app.demo.ServerApi;
import io.centralita.app.settings.SettingsReader;
import io.centralita.call.record.CallReport;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.caller.CallResult;
import io.centralita.channel.caller.CallerListener;
import io.centralita.channel.caller.CallerScript;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A server that gets no chance to say goodbye.
@Timeout(120)
class KilledServerTest {
    private static final int CALLS = 20;

    @TempDir Path directory;

    @Test
    void twenty_calls_of_a_killed_server_are_complete_to_the_second_and_none_stays_open()
            throws Exception {
        assumeTrue(EspeakSynthesiser.detect().available(), "espeak-ng is not installed");
        int port = freePort();
        var url = URI.create("http://127.0.0.1:" + port);
        Instant killed;
        try (var server = ServerProcess.start(directory, environment(port));
                var callers = new Callers(ChannelMetrics.NONE);
                var api = new ServerApi(url, Optional.empty())) {
            await(server, () -> server.isAlive() && answers(api));
            var calls = new ArrayList<CompletableFuture<CallResult>>();
            var script = CallerScript.builder().awaitHangUp(Duration.ofSeconds(100)).build();
            var line = new Callers.Line(url, "+34600000001", "+34900000001", Optional.empty());
            for (int i = 0; i < CALLS; i++) {
                calls.add(callers.call(line, script, CallerListener.NONE));
            }
            await(server, () -> greeted(api) == CALLS);
            // A second later everything until now has to be on disk.
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
            server.kill();
            killed = Instant.now();
            for (var call : calls) {
                call.get();
            }
        }

        var settings = SettingsReader.read(directory, environment(0)).settings().alone();
        try (var again = Server.start(settings, ServerWatcher.NOBODY)) {
            var reports = again.records().latest(CALLS + 1);
            assertThat(reports).hasSize(CALLS);
            assertThat(reports)
                    .allSatisfy(
                            report -> {
                                assertThat(report.reason()).isEqualTo("interrupted");
                                assertThat(report.endedBy()).isEqualTo("switchboard");
                                assertThat(report.endedAt())
                                        .isBetween(killed.minusMillis(1_500), killed);
                                assertThat(report.turns())
                                        .extracting(CallReport.Turn::who)
                                        .contains(CallReport.Who.ASSISTANT);
                            });
        }
    }

    private Map<String, String> environment(int port) {
        return Map.of(
                "DATA_DIR",
                directory.resolve("data").toString(),
                "ENGINE",
                "offline",
                "HTTP_PORT",
                Integer.toString(port),
                "MIKROTIK_API_PORT",
                "0");
    }

    private static boolean answers(ServerApi api) {
        try {
            return api.get("/health/ready").statusCode() == 200;
        } catch (IOException _) {
            return false; // not yet
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Calls in which the assistant has said something.
    private static long greeted(ServerApi api) {
        try {
            var body = api.get("/api/calls?limit=100").body();
            var calls = new ObjectMapper().readTree(body);
            return calls.path("calls")
                    .valueStream()
                    .filter(call -> !call.path("turns").isEmpty())
                    .count();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(ServerProcess server, BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(server::log).isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private static int freePort() throws IOException {
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }
}
