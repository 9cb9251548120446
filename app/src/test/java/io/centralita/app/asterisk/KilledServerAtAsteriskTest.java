package io.centralita.app.asterisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.centralita.app.server.Server;
import io.centralita.app.server.ServerProcess;
import io.centralita.app.server.ServerWatcher;
import io.centralita.app.settings.SettingsReader;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import io.centralita.fake.asterisk.Call;
import io.centralita.fake.asterisk.FakeAsterisk;
import io.centralita.fake.asterisk.FakePhone;
import io.centralita.fake.asterisk.Settings;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A server that gets no chance to tidy up in Asterisk: the next one does.
@Timeout(180)
class KilledServerAtAsteriskTest {
    private static final Vertx VERTX = Vertx.vertx();

    @TempDir Path directory;

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
            FakePhone stays;
            try (var server = ServerProcess.start(directory, environment)) {
                PhoneHouse.await(
                        () ->
                                asterisk.asked().stream()
                                        .anyMatch(it -> it.what().endsWith("modules")));
                stays = asterisk.call(Call.to("600").from(PhoneHouse.CALLER));
                var goes = asterisk.call(Call.to("600").from("+34600000147"));
                stays.hearsAbove(-40, 0).get(60, TimeUnit.SECONDS);
                goes.hearsAbove(-40, 0).get(60, TimeUnit.SECONDS);
                server.kill();
                goes.hangUp();
                assertThat(asterisk.leftovers().bridges()).as(server::log).isNotEmpty();
            }

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
}
