package io.centralita.call;

import io.centralita.call.engine.Ask;
import io.centralita.call.engine.Conduct;
import io.centralita.call.engine.Engine;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.leg.CallEnd;
import io.centralita.call.leg.Leg;
import io.centralita.call.leg.LegInfo;
import io.centralita.call.leg.LegListener;
import io.centralita.call.leg.LegPromise;
import io.centralita.call.leg.OutgoingAudio;
import io.centralita.call.transfer.Target;
import io.centralita.media.AudioFormat;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Stands for the leg of a caller who still hears ringing, until the real one comes. Whatever comes
/// together, exactly one of [#attach] and [#withdraw] succeeds, once. Thread-safe; legs are called
/// without a lock.
final class LegToCome implements Leg {
    /// Of a greeting: its beginning, its sentences, its end.
    private static final int MOST_TIDINGS = 256;

    private final LegInfo info;
    private final LegPromise promise;
    private final CompletableFuture<Void> settled = new CompletableFuture<>();

    /// Guarded by this, as all that follow.
    private @Nullable LegListener listener;

    private @Nullable OutgoingAudio outgoing;
    private @Nullable Leg real;
    private boolean over;

    /// How the assistant behaves, as the call has it.
    private @Nullable Conduct conduct;

    /// What the real leg has yet to be told, in order; [#told] says when that is over.
    private final ArrayDeque<Consumer<Leg>> tidings = new ArrayDeque<>();

    private boolean told;

    /// @param promise what is known of the real leg
    LegToCome(LegInfo info, LegPromise promise) {
        this.info = info;
        this.promise = promise;
    }

    /// Completes when the first words are there to be heard, or will not be; never fails.
    CompletableFuture<Void> settled() {
        return settled;
    }

    /// The caller is on the line.
    ///
    /// @param announcement made before the leg can report anything; must not block
    /// @return false where nobody waits for them any more, or they have come already
    boolean attach(Leg leg, Runnable announcement) {
        LegListener to;
        OutgoingAudio from;
        synchronized (this) {
            to = listener;
            from = outgoing;
            if (over || real != null || to == null || from == null) {
                return false;
            }
            real = leg;
        }
        settled.complete(null);
        announcement.run();
        behave(leg, to);
        leg.open(to, from);
        tellWhatWas(leg);
        leg.speechWaits();
        return true;
    }

    /// A leg that wants another conduct than the one the call was prepared with asks for it.
    private void behave(Leg leg, LegListener to) {
        Conduct house;
        synchronized (this) {
            house = conduct;
        }
        if (house != null) {
            var wanted = leg.conduct(house);
            if (!wanted.equals(house)) {
                to.asks(new Ask.Configure(wanted));
            }
        }
    }

    /// What was said before the leg was there comes before what is said from now on.
    private void tellWhatWas(Leg leg) {
        while (true) {
            Consumer<Leg> next;
            synchronized (this) {
                next = tidings.poll();
                if (next == null) {
                    told = true;
                    return;
                }
            }
            next.accept(leg);
        }
    }

    private void tell(Consumer<Leg> tiding) {
        Leg leg;
        synchronized (this) {
            if (!told) {
                if (tidings.size() < MOST_TIDINGS) {
                    tidings.add(tiding);
                }
                return;
            }
            leg = real;
        }
        if (leg != null) {
            tiding.accept(leg);
        }
    }

    /// Nobody waits for the caller any more.
    ///
    /// @return false where they have come, or nobody had been waiting
    boolean withdraw() {
        synchronized (this) {
            if (over || real != null) {
                return false;
            }
            over = true;
        }
        settled.complete(null);
        return true;
    }

    private synchronized @Nullable Leg real() {
        return real;
    }

    @Override
    public LegInfo info() {
        return info;
    }

    @Override
    public AudioFormat format() {
        return promise.format();
    }

    @Override
    public Optional<Engine> engine() {
        return promise.engine();
    }

    @Override
    public Set<Target.Kind> reaches() {
        return promise.reaches();
    }

    @Override
    public boolean sendsDigits() {
        return promise.sendsDigits();
    }

    /// Before the caller is there nobody listens to keys.
    @Override
    public void sendDigits(String digits) {
        var leg = real();
        if (leg != null) {
            leg.sendDigits(digits);
        }
    }

    @Override
    public boolean recorded() {
        return promise.recorded();
    }

    /// Takes down who listens; nothing flows yet.
    @Override
    public synchronized void open(LegListener newListener, OutgoingAudio newOutgoing) {
        listener = newListener;
        outgoing = newOutgoing;
    }

    @Override
    public void speechWaits() {
        var leg = real();
        if (leg != null) {
            leg.speechWaits();
        } else {
            settled.complete(null);
        }
    }

    @Override
    public void switchboardSays(long utterance, String text) {
        tell(leg -> leg.switchboardSays(utterance, text));
    }

    @Override
    public void observe(EngineEvent event) {
        tell(leg -> leg.observe(event));
    }

    @Override
    public void toolEnded(String toolCallId, String outcome) {
        tell(leg -> leg.toolEnded(toolCallId, outcome));
    }

    @Override
    public synchronized Conduct conduct(Conduct house) {
        conduct = house;
        return house;
    }

    @Override
    public boolean hasKeypad() {
        return promise.hasKeypad();
    }

    @Override
    public void parts(Supplier<List<HistoryEntry>> history) {
        var leg = real();
        if (leg != null) {
            leg.parts(history);
        }
    }

    @Override
    public void clear() {
        var leg = real();
        if (leg != null) {
            leg.clear();
        }
    }

    @Override
    public void close(CallEnd end) {
        Leg leg;
        synchronized (this) {
            over = true;
            leg = real;
        }
        settled.complete(null);
        if (leg != null) {
            leg.close(end);
        }
    }
}
