package io.centralita.app.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.centralita.call.text.BundledTexts;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A whole server whose browser calls are in a process of their own (`WEBRTC_PROCESS=own`), which
/// dies in mid-call.
class OwnProcessEndToEndTest {
    @TempDir Path directory;

    @Test
    void a_fault_there_ends_its_calls_and_the_next_caller_is_served() throws Exception {
        assumeTrue(EspeakSynthesiser.detect().available(), "espeak-ng is not installed");
        assertThat(processes()).isEmpty();
        try (var house = new BrowserHouse(directory, Map.of("WEBRTC_PROCESS", "own"))) {
            var whole = house.call();
            whole.says("¿Cuántos clientes hay en router-146?").awaitAnswer("clientes");
            assertThat(whole.call().framesAudible()).isPositive();
            whole.call().hangUp();
            assertThat(house.report(whole.id()).path("endedBy").asText()).isEqualTo("caller");

            var lost = house.call();
            lost.event("output_audio_buffer.stopped");
            var process = processes().getFirst();
            process.destroyForcibly();
            var report = house.report(lost.id());
            assertThat(report.path("endedBy").asText()).isEqualTo("channel");
            assertThat(report.path("reason").asText()).isEqualTo("broken");
            assertThat(state(house, lost.id()))
                    .isEqualTo(
                            "{\"state\":\"lost\",\"endedBy\":\"channel\",\"reason\":\"broken\"}");
            lost.call().drop();
            house.awaitNobody();

            var next = house.again(lost);
            next.awaitWords(new BundledTexts().text("call.reconnected", BrowserHouse.SPANISH));
            assertThat(processes()).hasSize(1).doesNotContain(process);
            next.call().hangUp();
            assertThat(house.report(next.id()).path("endedBy").asText()).isEqualTo("caller");
        }
        long until = System.nanoTime() + BrowserHouse.PATIENCE.toNanos();
        while (!processes().isEmpty()) {
            assertThat(System.nanoTime()).isLessThan(until);
            LockSupport.parkNanos(10_000_000);
        }
    }

    private static String state(BrowserHouse house, String id) throws Exception {
        var where = house.server.url().resolve("/api/voice/webrtc/session/" + id);
        return house.http
                .send(HttpRequest.newBuilder(where).build(), BodyHandlers.ofString())
                .body();
    }

    /// Those of browser calls: this process begins no other Java here.
    private static List<ProcessHandle> processes() {
        return ProcessHandle.current()
                .children()
                .filter(one -> one.info().command().filter(it -> it.endsWith("/java")).isPresent())
                .toList();
    }
}
