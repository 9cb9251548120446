package io.centralita.channel.asterisk.ari;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Whether nobody listens for our application.
interface Vacancy {
    /// Never blocks.
    ///
    /// @param answer on the loop: true only where it is certain
    void ask(Consumer<Boolean> answer);

    void close();

    /// Asks Asterisk. An application that it does not know has no listener. One that it knows may
    /// have none either, but channels that were left in it (measured): that cannot be told from one
    /// with a listener, so it counts as taken.
    final class Asked implements Vacancy {
        private final Ari ari;
        private final AriLoop loop;
        private volatile @Nullable Thread asking;

        Asked(Ari ari, AriLoop loop) {
            this.ari = ari;
            this.loop = loop;
        }

        @Override
        public void ask(Consumer<Boolean> answer) {
            asking =
                    Thread.ofVirtual()
                            .name("asterisk-vacancy")
                            .start(
                                    () -> {
                                        boolean free = isFree();
                                        loop.run(() -> answer.accept(free));
                                    });
        }

        private boolean isFree() {
            try {
                return ari.application().isEmpty();
            } catch (AriFailure _) {
                return false; // Said already.
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        @Override
        public void close() {
            var thread = asking;
            if (thread != null) {
                thread.interrupt();
            }
        }
    }
}
