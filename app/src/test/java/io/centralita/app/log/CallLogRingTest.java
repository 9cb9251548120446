package io.centralita.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import io.centralita.call.scope.CallScope;
import io.centralita.console.live.CallLogLines.Line;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class CallLogRingTest {
    private Instant now = Instant.now();
    private final CallLogRing ring = new CallLogRing(Duration.ofDays(2), () -> now);
    private final Logger log = logger();

    @Test
    void lines_of_a_calls_threads_and_lines_that_name_it_are_kept() throws InterruptedException {
        new CallScope("default", "CA1")
                .start("call", () -> log.atInfo().addKeyValue("engine", "x").log("call started"))
                .join();
        log.atWarn().addKeyValue("call", "CA1").setCause(new IllegalStateException("oh")).log("no");
        log.atInfo().addKeyValue("call", "CA2").log("another's");
        log.info("nobody's");

        assertThat(ring.of("CA1").lines())
                .extracting(Line::message)
                .containsExactly("call started", "no");
        var first = ring.of("CA1").lines().getFirst();
        assertThat(first.fields()).containsExactly(java.util.Map.entry("engine", "x"));
        assertThat(first.thread()).isEqualTo("CA1/call");
        assertThat(first.logger()).isEqualTo("CallLogRingTest");
        assertThat(ring.of("CA1").lines().getLast().fields().get("cause")).contains("oh");
        assertThat(ring.of("none").lines()).isEmpty();
    }

    @Test
    void what_is_personal_is_not_kept() {
        log.atDebug().addKeyValue("call", "CA1").addKeyValue("pii.from", "+34600").log("who");
        assertThat(ring.of("CA1").lines().getFirst().fields()).isEmpty();
    }

    @Test
    void of_a_call_that_says_too_much_beginning_and_end_are_kept() {
        for (int i = 0; i < 1_000; i++) {
            log.atInfo().addKeyValue("call", "CA1").log("line " + i);
        }
        var lines = ring.of("CA1");
        assertThat(lines.lines()).hasSize(CallLogRing.MOST_OF_CALL);
        assertThat(lines.dropped()).isEqualTo(500);
        assertThat(lines.lines().getFirst().message()).isEqualTo("line 0");
        assertThat(lines.lines().getLast().message()).isEqualTo("line 999");
    }

    @Test
    void calls_are_forgotten_by_age_and_by_number() {
        log.atInfo().addKeyValue("call", "old").log("x");
        now = now.plus(Duration.ofHours(49));
        assertThat(ring.of("old").lines()).isEmpty();
        now = Instant.now();
        for (int call = 0; call < 1_200; call++) {
            for (int line = 0; line < 100; line++) {
                log.atInfo().addKeyValue("call", "CA" + call).log("x");
            }
        }
        assertThat(ring.of("CA0").lines()).isEmpty();
        assertThat(ring.of("CA1199").lines()).hasSize(100);
    }

    private Logger logger() {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        var logger = context.getLogger("a.b." + CallLogRingTest.class.getSimpleName());
        logger.detachAndStopAllAppenders();
        logger.setAdditive(false);
        logger.setLevel(Level.DEBUG);
        ring.setContext(context);
        ring.start();
        logger.addAppender(ring);
        return logger;
    }
}
