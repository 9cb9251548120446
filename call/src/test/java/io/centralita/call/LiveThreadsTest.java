package io.centralita.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class LiveThreadsTest {
    @Test
    void threads_of_both_kinds_are_counted_while_they_live() throws InterruptedException {
        var end = new CountDownLatch(1);
        Runnable wait =
                () -> {
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                };
        var virtual = Thread.ofVirtual().name("counted/virtual").start(wait);
        var platform = Thread.ofPlatform().name("counted/platform").start(wait);
        assertThat(LiveThreads.named("counted/")).isEqualTo(2);
        assertThat(LiveThreads.named("counted/v")).isEqualTo(1);
        end.countDown();
        virtual.join();
        platform.join();
        while (LiveThreads.named("counted/") > 0) {
            Thread.onSpinWait();
        }
        assertThat(LiveThreads.named("counted/")).isZero();
    }
}
