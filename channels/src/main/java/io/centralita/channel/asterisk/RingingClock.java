package io.centralita.channel.asterisk;

/// Waits beside the call's thread until it has rung as long as it should.
final class RingingClock implements AutoCloseable {
    private final Thread thread;

    RingingClock(Stay stay, CallIntake.Ringing ringing, long since) {
        thread =
                Thread.ofVirtual()
                        .name(stay.callId() + "/ringing")
                        .start(
                                () -> {
                                    try {
                                        ringing.await(since);
                                        stay.inbox().post(new Signal.Rung());
                                    } catch (InterruptedException _) {
                                        // Nobody waits for it any more.
                                    }
                                });
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
