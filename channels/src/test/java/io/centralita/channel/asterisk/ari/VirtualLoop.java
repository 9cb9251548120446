package io.centralita.channel.asterisk.ari;

import io.centralita.call.VirtualTime;
import io.centralita.call.scope.Time;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/// A loop whose time passes when the test says so. What is run is run at once.
final class VirtualLoop implements AriLoop {
    private record Appointment(long nanos, long number, Runnable action) {}

    private final VirtualTime time = new VirtualTime();
    private final PriorityQueue<Appointment> appointments =
            new PriorityQueue<>(
                    Comparator.comparingLong(Appointment::nanos)
                            .thenComparingLong(Appointment::number));
    private long number;

    @Override
    public Time time() {
        return time;
    }

    @Override
    public void run(Runnable action) {
        action.run();
    }

    @Override
    public Runnable after(Duration delay, Runnable action) {
        var appointment = new Appointment(time.nanoTime() + delay.toNanos(), number++, action);
        appointments.add(appointment);
        return () -> appointments.remove(appointment);
    }

    void advance(Duration by) {
        long end = time.nanoTime() + by.toNanos();
        while (!appointments.isEmpty() && appointments.peek().nanos() <= end) {
            var next = appointments.remove();
            time.advance(Duration.ofNanos(next.nanos() - time.nanoTime()));
            next.action().run();
        }
        time.advance(Duration.ofNanos(end - time.nanoTime()));
    }

    /// What is still to come.
    int waiting() {
        return appointments.size();
    }

    Duration untilNext() {
        return appointments.isEmpty()
                ? Duration.ZERO
                : Duration.ofNanos(appointments.peek().nanos() - time.nanoTime());
    }
}
