package io.centralita.call.watch;

import io.centralita.call.scope.Time;
import io.centralita.media.AudioFormat;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The place where both sides of a call pass by those who listen. While nobody does, a frame costs
/// the look at a few fields. Thread-safe.
public final class LiveAudio {
    /// How many may listen to one call, a recorder included.
    static final int MOST_SINKS = 16;

    private final AudioFormat format;
    private final Time time;
    private final Attention attention;
    private final boolean passesHere;
    private final CopyOnWriteArrayList<AudioSink> sinks = new CopyOnWriteArrayList<>();
    private final AtomicInteger callerLoudest = new AtomicInteger();
    private final AtomicInteger heardLoudest = new AtomicInteger();
    private volatile @Nullable Waveform waveform;
    private boolean over;

    /// @param format of the leg
    /// @param attention while some is paid to the calls, loudness is measured
    public LiveAudio(AudioFormat format, Time time, Attention attention) {
        this(format, time, attention, true);
    }

    private LiveAudio(AudioFormat format, Time time, Attention attention, boolean passesHere) {
        this.format = format;
        this.time = time;
        this.attention = attention;
        this.passesHere = passesHere;
    }

    /// Of a call whose caller is connected with the engine itself: there is nothing to listen to.
    public static LiveAudio elsewhere(AudioFormat format, Time time, Attention attention) {
        return new LiveAudio(format, time, attention, false);
    }

    /// Of a call that nobody can look at.
    public static LiveAudio of(AudioFormat format, Time time) {
        return new LiveAudio(format, time, new Attention());
    }

    public AudioFormat format() {
        return format;
    }

    /// Whether both sides pass by here. Where they do not, nobody can listen, and what the
    /// switchboard itself says is all that is ever heard.
    public boolean passesHere() {
        return passesHere;
    }

    /// By the clock of the call.
    public long now() {
        return time.nanoTime();
    }

    /// Lets somebody listen from now on.
    ///
    /// @return false where the call is over, its sound goes another way, or too many listen already
    public synchronized boolean add(AudioSink sink) {
        if (over || !passesHere || sinks.size() >= MOST_SINKS) {
            return false;
        }
        sinks.add(sink);
        return true;
    }

    /// They have heard enough.
    public void remove(AudioSink sink) {
        sinks.remove(sink);
    }

    /// Draws the waveform from now on, for somebody who looks closely.
    public synchronized Waveform waveform() {
        var drawn = waveform;
        if (drawn == null) {
            drawn = new Waveform();
            waveform = drawn;
        }
        return drawn;
    }

    /// A frame of the caller's.
    public void caller(byte[] frame) {
        if (isWatched()) {
            callerHeard(frame);
        }
    }

    /// The same as Base64 text: read only where somebody listens.
    public void callerEncoded(byte[] base64) {
        if (isWatched()) {
            callerHeard(Base64.getDecoder().decode(base64));
        }
    }

    private void callerHeard(byte[] frame) {
        long at = time.nanoTime();
        int level = measure(frame, callerLoudest);
        var drawn = waveform;
        if (drawn != null) {
            drawn.caller().add(at, level);
        }
        for (var sink : sinks) {
            sink.caller(at, frame);
        }
    }

    /// A frame leaves for the caller, who hears it then.
    public void heard(long at, byte[] frame) {
        if (!isWatched()) {
            return;
        }
        int level = measure(frame, heardLoudest);
        var drawn = waveform;
        if (drawn != null) {
            drawn.heard().add(at, level);
        }
        for (var sink : sinks) {
            sink.heard(at, frame);
        }
    }

    /// What left for the caller is dropped before they hear it.
    public void unheard(long from) {
        var drawn = waveform;
        if (drawn != null) {
            drawn.heard().clear(from);
        }
        for (var sink : sinks) {
            sink.unheard(from);
        }
    }

    private int measure(byte[] frame, AtomicInteger loudest) {
        int level = Loudness.of(frame, format.codec());
        if (level > loudest.getPlain()) {
            loudest.set(level);
        }
        return level;
    }

    private boolean isWatched() {
        return !sinks.isEmpty() || waveform != null || attention.isPaid();
    }

    /// How loud the caller was at most since this was asked last, 0 to 100.
    public int callerLoudest() {
        return callerLoudest.getAndSet(0);
    }

    /// The same of what the caller is to hear.
    public int heardLoudest() {
        return heardLoudest.getAndSet(0);
    }

    /// Nothing follows. Any number of times.
    public void end() {
        List<AudioSink> left;
        synchronized (this) {
            over = true;
            left = List.copyOf(sinks);
            sinks.clear();
        }
        left.forEach(AudioSink::ended);
    }
}
