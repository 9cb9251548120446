package io.centralita.app.asterisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.centralita.app.Main;
import io.centralita.app.server.Server;
import io.centralita.app.server.ServerWatcher;
import io.centralita.app.settings.SettingsReader;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import io.centralita.fake.asterisk.Call;
import io.centralita.fake.asterisk.FakeAsterisk;
import io.centralita.fake.asterisk.Settings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A server that gets no chance to tidy up in Asterisk: the next one does.
@Timeout(180)
class KilledServerAtAsteriskTest {
    private static final Vertx VERTX = Vertx.vertx();

    @TempDir Path directory;

    private @Nullable Process child;

    @AfterEach
    void end() {
        if (child != null) {
            child.destroyForcibly();
        }
    }

    @AfterAll
    static void close() {
        VERTX.close();
    }

    @Test
    void callers_of_a_killed_server_are_served_by_the_next_and_nothing_of_it_is_left()
            throws Exception {
        assumeTrue(EspeakSynthesiser.detect().available(), "espeak-ng is not installed");
        try (var asterisk = FakeAsterisk.start(VERTX, Settings.DEFAULT)) {
            var environment = PhoneHouse.environment(directory, asterisk);
            var killed = start(environment);
            child = killed;
            PhoneHouse.await(
                    () -> asterisk.asked().stream().anyMatch(it -> it.what().endsWith("modules")));
            var stays = asterisk.call(Call.to("600").from(PhoneHouse.CALLER));
            var goes = asterisk.call(Call.to("600").from("+34600000147"));
            stays.hearsAbove(-40, 0).get(60, TimeUnit.SECONDS);
            goes.hearsAbove(-40, 0).get(60, TimeUnit.SECONDS);
            killed.destroyForcibly().waitFor();
            goes.hangUp();
            assertThat(asterisk.leftovers().bridges()).as(this::log).isNotEmpty();

            long since = stays.nanoTime();
            var settings = SettingsReader.read(directory, environment).settings();
            try (var next = Server.start(settings, ServerWatcher.NOBODY)) {
                PhoneHouse.await(() -> next.liveCalls() == 1);
                stays.hearsAbove(-40, since).get(60, TimeUnit.SECONDS);
                stays.hangUp();
                PhoneHouse.await(() -> asterisk.leftovers().isEmpty());
            }
        }
    }

    private Process start(Map<String, String> environment) throws IOException {
        var command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "serve");
        var builder =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("child.log").toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private String log() {
        try {
            return Files.readString(directory.resolve("child.log"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
