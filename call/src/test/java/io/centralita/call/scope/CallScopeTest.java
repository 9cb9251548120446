package io.centralita.call.scope;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class CallScopeTest {
    private static final CallScope SCOPE = new CallScope("casa", "CAscope");

    @Test
    void a_calls_threads_are_known_while_they_live_and_work_for_the_call()
            throws InterruptedException {
        var begun = new CountDownLatch(2);
        var end = new CountDownLatch(1);
        var current = new AtomicReference<CallScope>();
        Runnable wait =
                () -> {
                    current.set(CallScope.CURRENT.get());
                    begun.countDown();
                    try {
                        end.await();
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                };
        var hearing = SCOPE.start("hearing", wait);
        var tool = SCOPE.unstarted("tool", wait);
        tool.start();
        begun.await();
        assertThat(ours()).containsExactlyInAnyOrder("CAscope/hearing", "CAscope/tool");
        assertThat(current.get()).isEqualTo(SCOPE);
        end.countDown();
        hearing.join();
        tool.join();
        assertThat(ours()).isEmpty();
    }

    @Test
    void a_thread_that_dies_of_a_fault_is_not_kept() throws InterruptedException {
        var thread =
                SCOPE.unstarted(
                        "faulty",
                        () -> {
                            throw new IllegalStateException("a bug");
                        });
        thread.setUncaughtExceptionHandler((_, _) -> {});
        thread.start();
        thread.join();
        assertThat(ours()).isEmpty();
    }

    private static List<String> ours() {
        return CallScope.live().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("CAscope/"))
                .toList();
    }
}
