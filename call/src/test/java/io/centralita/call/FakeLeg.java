package io.centralita.call;

import io.centralita.call.engine.Conduct;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.leg.CallEnd;
import io.centralita.call.leg.Leg;
import io.centralita.call.leg.LegInfo;
import io.centralita.call.leg.LegListener;
import io.centralita.call.leg.OutgoingAudio;
import io.centralita.call.leg.OutgoingFrame;
import io.centralita.call.leg.Returned;
import io.centralita.call.transfer.Target;
import io.centralita.media.AudioFormat;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A caller made of method calls: [#speak] is what they say, [#hear] what they take and hear.
public final class FakeLeg implements Leg {
    private final LegInfo info;
    private final AudioFormat format;
    private final CountDownLatch opened = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<OutgoingFrame> heard = new ArrayList<>();
    private volatile @Nullable LegListener listener;
    private volatile @Nullable OutgoingAudio outgoing;
    private volatile @Nullable CallEnd end;
    private final AtomicInteger clears = new AtomicInteger();
    private Set<Target.Kind> reaches = Set.of();
    private boolean sendsDigits;
    private boolean carriesAudio = true;
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private boolean recorded;
    private @Nullable Returned returned;
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final List<HistoryEntry> said = new CopyOnWriteArrayList<>();
    private UnaryOperator<Conduct> wish = house -> house;

    public FakeLeg(String callId) {
        this(callId, AudioFormat.PCMU_8K);
    }

    public FakeLeg(String callId, AudioFormat format) {
        this(callId, format, Map.of());
    }

    /// @param parameters what came with the call
    public FakeLeg(String callId, AudioFormat format, Map<String, String> parameters) {
        this.info = new LegInfo("fake", callId, "+34600000001", "+34910000002", parameters);
        this.format = format;
    }

    /// A leg that can put its caller through.
    public FakeLeg thatTransfers() {
        return thatReaches(Set.of(Target.Kind.NUMBER));
    }

    public FakeLeg thatReaches(Set<Target.Kind> kinds) {
        reaches = kinds;
        return this;
    }

    /// A leg whose caller is connected elsewhere.
    public FakeLeg thatCarriesNoAudio() {
        carriesAudio = false;
        return this;
    }

    @Override
    public boolean carriesAudio() {
        return carriesAudio;
    }

    public FakeLeg thatSendsDigits() {
        sendsDigits = true;
        return this;
    }

    /// The keys that were pressed for us.
    public List<String> sent() {
        return sent;
    }

    @Override
    public boolean sendsDigits() {
        return sendsDigits;
    }

    @Override
    public void sendDigits(String digits) {
        if (!sendsDigits) {
            throw new UnsupportedOperationException("this leg sends no digits");
        }
        sent.add(digits);
    }

    public FakeLeg thatIsRecorded() {
        recorded = true;
        return this;
    }

    /// A caller who was here before.
    public FakeLeg thatReturned(Returned from) {
        returned = from;
        return this;
    }

    /// A leg whose peer wants the assistant to behave otherwise.
    public FakeLeg thatWants(UnaryOperator<Conduct> other) {
        wish = other;
        return this;
    }

    /// What the engine and the switchboard said, as this leg was told of it, in order.
    public List<String> told() {
        return told;
    }

    /// What was said in the call, once it is over.
    public List<HistoryEntry> said() {
        return said;
    }

    @Override
    public Conduct conduct(Conduct house) {
        return wish.apply(house);
    }

    @Override
    public void observe(EngineEvent event) {
        told.add(event.toString());
    }

    @Override
    public void switchboardSays(long utterance, String text) {
        told.add(text);
    }

    @Override
    public void parts(Supplier<List<HistoryEntry>> history) {
        said.addAll(history.get());
    }

    @Override
    public Set<Target.Kind> reaches() {
        return reaches;
    }

    @Override
    public boolean recorded() {
        return recorded;
    }

    @Override
    public Optional<Returned> returned() {
        return Optional.ofNullable(returned);
    }

    @Override
    public LegInfo info() {
        return info;
    }

    @Override
    public AudioFormat format() {
        return format;
    }

    @Override
    public void open(LegListener legListener, OutgoingAudio outgoingAudio) {
        listener = legListener;
        outgoing = outgoingAudio;
        opened.countDown();
    }

    @Override
    public void clear() {
        clears.incrementAndGet();
    }

    @Override
    public void close(CallEnd how) {
        if (end == null) {
            end = how;
            closed.countDown();
        }
    }

    public void awaitOpen() throws InterruptedException {
        if (!opened.await(10, TimeUnit.SECONDS)) {
            throw new AssertionError("the leg was never opened");
        }
    }

    public CallEnd awaitClosed() throws InterruptedException {
        if (!closed.await(10, TimeUnit.SECONDS)) {
            throw new AssertionError("the leg was never closed");
        }
        return end();
    }

    /// Listens until the call is over.
    public CallEnd hearUntilClosed() throws InterruptedException {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!closed.await(1, TimeUnit.MILLISECONDS)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("the leg was never closed");
            }
            hear();
        }
        return end();
    }

    public CallEnd end() {
        var how = end;
        if (how == null) {
            throw new AssertionError("the leg is not closed");
        }
        return how;
    }

    public int clears() {
        return clears.get();
    }

    /// The caller says one frame.
    public void speak(byte[] frame) {
        opened().audio(frame);
    }

    /// The same as Base64 text.
    public void speakEncoded(byte[] frame) {
        opened().encodedAudio(Base64.getEncoder().encode(frame), frame.length);
    }

    /// Takes what there is to hear and acknowledges it at once.
    ///
    /// @return the frames taken by this call
    public int hear() {
        return take(Integer.MAX_VALUE, true);
    }

    /// Takes at most so many frames; whether they count as heard is the test's choice.
    public int take(int frames, boolean played) {
        var source = outgoing;
        if (source == null) {
            throw new AssertionError("the leg is not open");
        }
        int taken = 0;
        while (taken < frames) {
            var frame = source.next();
            if (frame == null) {
                break;
            }
            taken++;
            synchronized (heard) {
                heard.add(frame);
            }
            if (played) {
                opened().played(frame.sequence());
            }
        }
        return taken;
    }

    public List<OutgoingFrame> heard() {
        synchronized (heard) {
            return List.copyOf(heard);
        }
    }

    /// The caller puts us on hold, or comes back.
    public void hold(boolean on) {
        opened().held(on);
    }

    public void press(String keys) {
        keys.chars().forEach(key -> opened().digit((char) key));
    }

    public void hangUp() {
        opened().closed(true, "hung-up");
    }

    public void breakDown(String detail) {
        opened().closed(false, detail);
    }

    private LegListener opened() {
        var open = listener;
        if (open == null) {
            throw new AssertionError("the leg is not open");
        }
        return open;
    }
}
