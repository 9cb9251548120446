package io.centralita.channel.webrtc.peer.onvoid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.centralita.channel.webrtc.peer.onvoid.Factories.Share;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// Connections that come and go leave nothing. A thousand of them: `./centralita bench webrtc`.
class GrowthTest {
    private static final int WARMING = 20;
    private static final int CALLS = 100;

    /// Without its release a connection keeps about 150 kB (rule 2), and there are two of each.
    private static final long MOST_BYTES_A_CALL = 60_000;

    private static void connectAndGo(Rig rig, int calls) throws Exception {
        for (int i = 0; i < calls; i++) {
            var end = new ServerEnd(rig.server);
            try (var call = rig.connect(end)) {
                call.send("hello");
                end.peer.join().close();
            }
            end.awaitEnd();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_hundred_connections_leave_neither_threads_nor_memory() throws Throwable {
        try (var rig = new Rig()) {
            connectAndGo(rig, WARMING);
            int threads = Memory.threads();
            var before = Memory.allocated();
            assumeThat(before).isPresent();
            connectAndGo(rig, CALLS);

            long grown = Memory.allocated().getAsLong() - before.getAsLong();
            assertThat(grown / CALLS).isLessThan(MOST_BYTES_A_CALL);
            assertThat(Memory.threads()).isLessThanOrEqualTo(threads + 3);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_library_that_has_had_its_share_is_replaced_while_calls_go_on() throws Throwable {
        try (var rig = new Rig(Rig.settings(), new Share(5, 50_000))) {
            var end = new ServerEnd(rig.server);
            try (var call = rig.connect(end)) {
                connectAndGo(rig, 12);
                // The first one lives on in the factory that takes no more.
                assertThat(end.awaitAudio(java.time.Duration.ofMillis(300))).isTrue();
                assertThat(call.framesHeard()).isPositive();
                assertThat(rig.server.counts().recycled()).isPositive();
                assertThat(rig.server.counts().factories()).isEqualTo(2);
                end.peer.join().close();
            }
            end.awaitEnd();
            assertThat(rig.server.counts().factories()).isEqualTo(1);
            int threads = Memory.threads();
            connectAndGo(rig, 12);
            assertThat(Memory.threads()).isLessThanOrEqualTo(threads + 3);
        }
    }

    @Test
    void messages_have_their_share_too() throws Exception {
        try (var rig = new Rig(Rig.settings(), new Share(1_000, 20))) {
            var end = new ServerEnd(rig.server);
            try (var call = rig.connect(end)) {
                for (int i = 0; i < 30; i++) {
                    call.send("text");
                }
                call.send("last");
                for (int i = 0; i < 500 && end.texts.size() < 31; i++) {
                    TimeUnit.MILLISECONDS.sleep(10);
                }
                end.peer.join().close();
            }
            end.awaitEnd();
            assertThat(rig.server.counts().recycled()).isEqualTo(1);
            connectAndGo(rig, 1);
        }
    }

    @Test
    void who_listened_is_let_go() throws Exception {
        try (var rig = new Rig()) {
            List<WeakReference<ServerEnd>> listeners = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                listeners.add(new WeakReference<>(talked(rig)));
            }
            for (int i = 0; i < 100 && !allGone(listeners); i++) {
                System.gc();
                TimeUnit.MILLISECONDS.sleep(20);
            }
            // Whoever asks for the last one may still have it in a register.
            assertThat(listeners.stream().filter(it -> it.get() != null).count())
                    .isLessThanOrEqualTo(1);
        }
    }

    private static boolean allGone(List<WeakReference<ServerEnd>> listeners) {
        return listeners.stream().allMatch(it -> it.get() == null);
    }

    private static ServerEnd talked(Rig rig) throws Exception {
        var end = new ServerEnd(rig.server, Runnable::run);
        try (var call = rig.connect(end)) {
            call.send("hello");
            end.peer.join().stats().toCompletableFuture().get(5, TimeUnit.SECONDS);
            end.peer.join().close();
        }
        end.awaitEnd();
        return end;
    }
}
