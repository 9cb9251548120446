package io.centralita.channel.asterisk.audiosocket;

import io.centralita.call.engine.Ask;
import io.centralita.call.leg.LegListener;
import io.centralita.call.leg.OutgoingAudio;
import io.centralita.call.leg.OutgoingFrame;
import io.centralita.channel.asterisk.media.MediaLine;
import io.centralita.media.Pcm;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Stands in for the call: says what it is given, and notes what it hears. Safe from any thread.
final class Talk implements LegListener, OutgoingAudio {
    final MediaLine line;
    final CompletableFuture<String> closed = new CompletableFuture<>();
    private final boolean echo;
    private final ArrayDeque<byte[]> toSay = new ArrayDeque<>();
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final ByteArrayOutputStream spoken = new ByteArrayOutputStream();
    private final StringBuilder digits = new StringBuilder();
    private long taken;
    private long played;
    private int frames;
    private int spokenFrames;
    private int afterTheEnd;

    /// Opens the line.
    ///
    /// @param echo whether everything that is heard is said again
    Talk(MediaLine line, boolean echo) {
        this.line = line;
        this.echo = echo;
        line.open(this, this);
    }

    /// Until the line is open, and what came before was heard.
    void await() {
        var done = new CompletableFuture<Void>();
        line.execute(() -> done.complete(null));
        done.orTimeout(20, TimeUnit.SECONDS).join();
    }

    /// In whole frames, the last one filled up.
    synchronized void say(short[] samples) {
        int frame = line.format().frameBytes();
        var pcm = Pcm.bytes(samples);
        for (int from = 0; from < pcm.length; from += frame) {
            toSay.add(Arrays.copyOfRange(pcm, from, from + frame));
        }
    }

    /// As a caller's interruption.
    synchronized void beSilent() {
        toSay.clear();
        line.clear();
    }

    @Override
    public synchronized @Nullable OutgoingFrame next() {
        var frame = toSay.poll();
        return frame == null ? null : new OutgoingFrame(++taken, 1, frame);
    }

    @Override
    public synchronized void audio(byte[] frame) {
        reported();
        frames++;
        heard.writeBytes(frame);
        if (!isSilent(frame)) {
            spokenFrames++;
            spoken.writeBytes(frame);
        }
        if (echo) {
            toSay.add(frame);
        }
        notifyAll();
    }

    @Override
    public synchronized void played(long sequence) {
        reported();
        played = sequence;
        notifyAll();
    }

    @Override
    public synchronized void digit(char digit) {
        reported();
        digits.append(digit);
        notifyAll();
    }

    @Override
    public void lost(int lostFrames) {
        throw new AssertionError("nothing gets lost over TCP");
    }

    @Override
    public void asks(Ask ask) {
        throw new AssertionError("a telephone asks for nothing");
    }

    @Override
    public synchronized void closed(boolean byCaller, String detail) {
        reported();
        closed.complete((byCaller ? "caller " : "us ") + detail);
        notifyAll();
    }

    private void reported() {
        if (closed.isDone()) {
            afterTheEnd++;
        }
    }

    String ending() {
        return closed.orTimeout(20, TimeUnit.SECONDS).join();
    }

    synchronized short[] heard() {
        return Pcm.samples(heard.toByteArray());
    }

    /// What was heard without frames that are nothing but zeros, as those of a pause are.
    synchronized byte[] spokenBytes() {
        return spoken.toByteArray();
    }

    synchronized int spokenFrames() {
        return spokenFrames;
    }

    static boolean isSilent(byte[] frame) {
        for (byte one : frame) {
            if (one != 0) {
                return false;
            }
        }
        return true;
    }

    synchronized String digits() {
        return digits.toString();
    }

    synchronized long played() {
        return played;
    }

    synchronized long taken() {
        return taken;
    }

    synchronized int frames() {
        return frames;
    }

    synchronized int afterTheEnd() {
        return afterTheEnd;
    }
}
