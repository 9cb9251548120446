package io.centralita.channel.asterisk.ari;

/// Finds out whether the other end is still there: Asterisk sends no pings of its own and answers
/// ours within a millisecond (measured), and a connection that died without a word looks like one
/// on which nothing happens. Belongs to the loop.
final class Vigil {
    private final AriLoop loop;
    private final AriSettings.Limits limits;
    private final EventWire wire;
    private final Runnable dead;
    private Runnable timer = () -> {};
    private long signNanos;
    private boolean over;

    /// @param dead there was no sign of life for too long
    Vigil(AriLoop loop, AriSettings.Limits limits, EventWire wire, Runnable dead) {
        this.loop = loop;
        this.limits = limits;
        this.wire = wire;
        this.dead = dead;
    }

    void begin() {
        alive();
        timer = loop.after(limits.ping(), this::ask);
    }

    /// Something came.
    void alive() {
        signNanos = loop.time().nanoTime();
    }

    private void ask() {
        if (over) {
            return;
        }
        long asked = loop.time().nanoTime();
        wire.ping();
        timer =
                loop.after(
                        limits.pong(),
                        () -> {
                            if (over) {
                                return;
                            }
                            if (signNanos - asked < 0) {
                                end();
                                dead.run();
                            } else {
                                timer = loop.after(limits.ping(), this::ask);
                            }
                        });
    }

    void end() {
        over = true;
        timer.run();
    }
}
