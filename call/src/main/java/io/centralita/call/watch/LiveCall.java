package io.centralita.call.watch;

import io.centralita.call.reception.RecordingRule;
import io.centralita.call.record.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/// What is known of one call while it goes on. The call's thread shows it; everybody may look, at
/// their own pace: whoever comes late finds the newest state and every moment, and nothing is kept
/// for them. Thread-safe.
public final class LiveCall {
    /// More of either are not shown; what is there is still brought up to date.
    static final int MOST_TURNS = 5_000;

    static final int MOST_TOOLS = 1_000;

    private final String id;
    private final long startNanos;
    private final RecordingRule recording;
    private final LiveAudio audio;
    private final CallDesk desk;

    private record Noted<T>(T what, long version) {}

    /// Guarded by this, as all that follow.
    private CallView view;

    private long version = 1;
    private boolean over;
    private final Map<Integer, Noted<TurnView>> turns = new TreeMap<>();
    private final Map<String, Noted<ToolView>> tools = new LinkedHashMap<>();
    private final List<Noted<Moment>> moments = new ArrayList<>();

    /// @param view how it begins
    /// @param startNanos when, by the clock of the call
    /// @param recording whether the switchboard records it
    public LiveCall(
            CallView view,
            long startNanos,
            RecordingRule recording,
            LiveAudio audio,
            CallDesk desk) {
        this.id = view.id();
        this.startNanos = startNanos;
        this.recording = recording;
        this.view = view;
        this.audio = audio;
        this.desk = desk;
    }

    public String id() {
        return id;
    }

    /// Whether the switchboard records it.
    public RecordingRule recording() {
        return recording;
    }

    /// How far into the call a moment is, in milliseconds.
    ///
    /// @param nanos by the clock of the call
    public long offsetMs(long nanos) {
        var now = view();
        var at = now.startedAt().plusNanos(nanos - startNanos);
        return Duration.between(now.zeroAt(), at).toMillis();
    }

    /// The moment from which offsets count, by the clock of the call.
    public long zeroNanos() {
        var now = view();
        return startNanos + Duration.between(now.startedAt(), now.zeroAt()).toNanos();
    }

    /// Its sound, for those who may hear it.
    public LiveAudio audio() {
        return audio;
    }

    /// What a person may do to it.
    public CallDesk desk() {
        return desk;
    }

    /// The call has come so far. By its own thread.
    ///
    /// @param changed turns, in any order
    /// @param looked tools that began or ended
    /// @param happened since the last time
    public synchronized void show(
            CallView now,
            Collection<TurnView> changed,
            Collection<ToolView> looked,
            Collection<Moment> happened) {
        if (now.equals(view) && changed.isEmpty() && looked.isEmpty() && happened.isEmpty()) {
            return;
        }
        version++;
        view = now;
        changed.forEach(turn -> put(turns, turn.number(), turn, MOST_TURNS));
        looked.forEach(tool -> put(tools, tool.id(), tool, MOST_TOOLS));
        happened.forEach(moment -> moments.add(new Noted<>(moment, version)));
    }

    private <K, T> void put(Map<K, Noted<T>> into, K key, T what, int most) {
        if (into.size() < most || into.containsKey(key)) {
            into.put(key, new Noted<>(what, version));
        }
    }

    /// Nothing follows. By the call's own thread.
    public synchronized void end() {
        over = true;
    }

    /// Whether nothing follows.
    public synchronized boolean isOver() {
        return over;
    }

    public synchronized CallView view() {
        return view;
    }

    /// Whether it has changed since.
    public synchronized boolean isNewerThan(long since) {
        return version > since;
    }

    /// All of it that is new.
    ///
    /// @param since the version up to which everything is known; 0 for nothing
    public synchronized Changes since(long since) {
        return new Changes(
                version,
                view,
                newer(turns.values(), since, Noted::what),
                newer(tools.values(), since, Noted::what),
                newer(moments, since, Noted::what));
    }

    private static <T> List<T> newer(
            Collection<Noted<T>> of, long since, Function<Noted<T>, T> what) {
        return of.stream().filter(noted -> noted.version() > since).map(what).toList();
    }
}
