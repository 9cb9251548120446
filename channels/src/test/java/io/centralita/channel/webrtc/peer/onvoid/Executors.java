package io.centralita.channel.webrtc.peer.onvoid;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;

/// Executors as an event loop has them: one thing after the other.
final class Executors {
    private Executors() {}

    /// On a virtual thread, which is there as long as the test is.
    static Executor serial() {
        var queue = new LinkedBlockingQueue<Runnable>();
        Thread.ofVirtual()
                .name("test-serial")
                .start(
                        () -> {
                            try {
                                while (true) {
                                    queue.take().run();
                                }
                            } catch (InterruptedException _) {
                                Thread.currentThread().interrupt();
                            }
                        });
        return queue::add;
    }
}
