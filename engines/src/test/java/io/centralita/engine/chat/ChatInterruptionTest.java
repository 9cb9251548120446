package io.centralita.engine.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.engine.pipeline.ChatModel.ChatException;
import io.centralita.fake.chat.Brains;
import io.centralita.fake.chat.Misbehaviour;
import io.centralita.fake.chat.Plan;
import io.centralita.fake.chat.Served;
import io.centralita.fake.chat.Served.End;
import io.centralita.fake.chat.Settings;
import io.centralita.fake.chat.Settings.Pace;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/// A caller who interrupts: the exchange ends at once, and so does its socket.
final class ChatInterruptionTest {
    private static final Settings STORY =
            Settings.DEFAULT
                    .withBrain(Brains.saying("Es una historia muy larga. ".repeat(100)))
                    .withPace(Pace.AT_ONCE.withBetween(Duration.ofMillis(10)));

    @Test
    void in_the_middle_of_a_sentence() throws Exception {
        try (var rig = new ChatRig(STORY)) {
            var spoken = new CountDownLatch(1);
            var ended = new CompletableFuture<String>();
            var thread = asking(rig, spoken, ended);
            spoken.await();

            thread.interrupt();

            assertThat(ended.get(10, TimeUnit.SECONDS)).isEqualTo("interrupted");
            assertThat(rig.server.request(1).end()).isEqualTo(End.HUNG_UP);
            await(() -> rig.server.openConnections() == 0);
        }
    }

    @Test
    void before_the_first_word() throws Exception {
        var mute = STORY.withPlan(Plan.every(new Misbehaviour.NeverAnswer()));
        try (var rig = new ChatRig(mute)) {
            var ended = new CompletableFuture<String>();
            var thread = asking(rig, new CountDownLatch(1), ended);
            await(() -> !rig.server.requests().isEmpty());

            thread.interrupt();

            assertThat(ended.get(10, TimeUnit.SECONDS)).isEqualTo("interrupted");
            assertThat(rig.server.request(1).end()).isEqualTo(End.HUNG_UP);
        }
    }

    @Test
    void while_it_waits_to_try_again() throws Exception {
        var busy =
                STORY.withPlan(
                        Plan.every(new Misbehaviour.Answer(429, null, Map.of("Retry-After", "2"))));
        try (var rig = new ChatRig(busy)) {
            var ended = new CompletableFuture<String>();
            var thread = asking(rig, new CountDownLatch(1), ended);
            await(() -> !rig.server.requests().isEmpty());

            thread.interrupt();

            assertThat(ended.get(10, TimeUnit.SECONDS)).isEqualTo("interrupted");
            assertThat(rig.server.requests()).hasSize(1);
        }
    }

    @Test
    void interrupted_at_any_moment_five_hundred_times_nothing_is_left() throws Exception {
        try (var rig = new ChatRig(STORY)) {
            for (int i = 0; i < 500; i++) {
                var ended = new CompletableFuture<String>();
                var thread = asking(rig, new CountDownLatch(1), ended);
                LockSupport.parkNanos(i * 20_000L);
                thread.interrupt();
                assertThat(ended.get(10, TimeUnit.SECONDS)).isEqualTo("interrupted");
            }
            await(() -> rig.server.requests().stream().allMatch(Served::isOver));
            await(() -> rig.server.openConnections() == 0);
            assertThat(rig.server.refused()).isEmpty();
        }
    }

    @Test
    void a_model_that_is_closed_ends_its_replies() throws Exception {
        try (var rig = new ChatRig(STORY)) {
            var spoken = new CountDownLatch(1);
            var ended = new CompletableFuture<String>();
            asking(rig, spoken, ended);
            spoken.await();

            rig.model.close();

            assertThat(ended.get(10, TimeUnit.SECONDS)).isEqualTo("failed");
            await(() -> rig.server.openConnections() == 0);
        }
    }

    private static Thread asking(
            ChatRig rig, CountDownLatch spoken, CompletableFuture<String> ended) {
        var sink =
                new ChatRig.Heard() {
                    @Override
                    public void text(String delta) {
                        super.text(delta);
                        spoken.countDown();
                    }
                };
        return Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                rig.model.reply(ChatRig.says("Cuéntame algo"), sink);
                                ended.complete("complete");
                            } catch (InterruptedException e) {
                                ended.complete("interrupted");
                            } catch (ChatException e) {
                                ended.complete("failed");
                            } catch (RuntimeException e) {
                                ended.completeExceptionally(e);
                            }
                        });
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("did not come about in 20 s").isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }
}
