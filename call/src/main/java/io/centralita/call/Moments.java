package io.centralita.call;

import io.centralita.call.record.Moment;
import io.centralita.call.record.Moment.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What happened in a call beside what was said, in the order in which it was over. Confined to the
/// call's thread.
final class Moments {
    /// An hour of the busiest calls seen in tests; whatever comes then is left out, the end
    /// excepted.
    static final int MOST = 2_000;

    private record Noted(long at, Kind kind, @Nullable String name, @Nullable Long ms) {}

    private final List<Noted> noted = new ArrayList<>();
    private long zero;
    private int told;

    /// @param zero from where moments are counted
    Moments(long zero) {
        this.zero = zero;
    }

    /// They are counted from here, those that were before included.
    void beginsAt(long nanos) {
        zero = nanos;
    }

    void add(Kind kind, @Nullable String name, long at) {
        add(new Noted(at, kind, name, null));
    }

    /// One that lasted.
    void add(Kind kind, @Nullable String name, long from, long to) {
        add(new Noted(from, kind, name, (to - from) / 1_000_000));
    }

    private void add(Noted one) {
        if (noted.size() < MOST || one.kind() == Kind.ENDED) {
            noted.add(one);
        }
    }

    List<Moment> all() {
        return shown(0);
    }

    /// Those that have come since this was last asked.
    List<Moment> fresh() {
        var fresh = shown(told);
        told = noted.size();
        return fresh;
    }

    private List<Moment> shown(int from) {
        return noted.subList(from, noted.size()).stream()
                .map(
                        one ->
                                new Moment(
                                        Math.floorDiv(one.at() - zero, 1_000_000L),
                                        one.kind(),
                                        one.name(),
                                        one.ms()))
                .toList();
    }
}
