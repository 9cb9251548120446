package io.centralita.app.matrix;

import io.centralita.channel.twilio.MatrixLine;
import io.centralita.media.G711;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The caller: listens to the greeting, asks something that has to be looked up, asks a second
/// thing and hangs up when that is answered. Says once more what they are asked to say once more,
/// and loses patience only after a long time.
final class Caller implements MatrixLine.Phone, Supplier<byte[]> {
    private static final int FRAME_BYTES = SoundBook.FRAME_BYTES;
    private static final byte[] QUIET = quiet();
    private static final byte[] BUZZ = buzz(2_000);
    private static final int FRAME_MS = 20;

    /// After a greeting, an answer, a request to repeat.
    private static final long PAUSE_MS = 1_000;

    /// How long a caller who is not greeted waits before they speak.
    private static final long UNGREETED_MS = 15_000;

    /// How long one waits for an answer, even with a voice that says one should.
    private static final long PATIENCE_MS = 100_000;

    private static final long INTERJECTS_AFTER_MS = 600;
    private static final long INTERRUPTS_AFTER_MS = 1_000;

    /// @param toMs end, exclusive
    record Said(String text, long fromMs, long toMs) {}

    private final World world;
    private final CallerEar ear;
    private final Cell cell;
    private final FaultyTool tool;
    private final Runnable hangUp;
    private final List<Said> said = new ArrayList<>();
    private @Nullable String saying;
    private long sayingSince;
    private int sayingFrames;
    private boolean content;
    private boolean impatient;

    Caller(World world, CallerEar ear, Cell cell, FaultyTool tool, Runnable hangUp) {
        this.world = world;
        this.ear = ear;
        this.cell = cell;
        this.tool = tool;
        this.hangUp = hangUp;
    }

    @Override
    public void hears(byte @Nullable [] frame) {
        ear.hear(frame);
    }

    /// The next 20 ms of what they say.
    @Override
    public byte[] get() {
        if (saying == null && !isOver()) {
            decide();
        }
        var now = saying;
        if (now == null) {
            return QUIET.clone();
        }
        long frame = (world.ms() - sayingSince) / FRAME_MS;
        if (frame + 1 >= sayingFrames) {
            said.add(new Said(now, sayingSince, world.ms() + FRAME_MS));
            saying = null;
        }
        int at = (int) (frame * FRAME_BYTES % BUZZ.length);
        return Arrays.copyOfRange(BUZZ, at, at + FRAME_BYTES);
    }

    private void decide() {
        var since = silentSince();
        var settled = ear.settled(since);
        var latest = lastSaid();
        var waited = world.ms() - since;
        if (settled.isPresent() && world.ms() - settled.get().toMs() < PAUSE_MS) {
            return;
        }
        if (settled.isPresent() && Dialogue.asksAgain(settled.get().sound.text())) {
            say(latest.isEmpty() ? Dialogue.QUESTION : latest);
        } else if (latest.isEmpty()) {
            if (settled.isPresent() || waited >= UNGREETED_MS) {
                say(Dialogue.QUESTION);
            }
        } else if (latest.equals(Dialogue.SECOND_QUESTION)) {
            content = settled.isPresent();
            impatient = !content && waited >= PATIENCE_MS;
            if (isOver()) {
                hangUp.run();
            }
        } else if (cell.interjects()
                && latest.equals(Dialogue.QUESTION)
                && tool.isRunning()
                && world.ms() - tool.startedMs() >= INTERJECTS_AFTER_MS) {
            say(Dialogue.INTERJECTION);
        } else if (settled.isPresent() || wantsToInterrupt()) {
            say(Dialogue.SECOND_QUESTION);
        } else if (waited >= PATIENCE_MS) {
            impatient = true;
            hangUp.run();
        }
    }

    private boolean wantsToInterrupt() {
        return cell.interrupts() && hearsAnswerFor(INTERRUPTS_AFTER_MS);
    }

    /// The answer to the first question is being heard, for so long already.
    boolean hearsAnswerFor(long ms) {
        return ear.now()
                .filter(now -> Dialogue.beginsAnswer(now.sound.text()))
                .filter(now -> now.toMs() - now.fromMs >= ms)
                .isPresent();
    }

    private void say(String text) {
        saying = text;
        sayingSince = world.ms();
        sayingFrames = text.length() * 3; // 60 ms a character
    }

    private boolean isOver() {
        return content || impatient;
    }

    /// They were answered all they asked.
    boolean isContent() {
        return content;
    }

    boolean isImpatient() {
        return impatient;
    }

    List<Said> said() {
        return List.copyOf(said);
    }

    /// What is being said, or was last; empty before the first word.
    String lastSaid() {
        var now = saying;
        if (now != null) {
            return now;
        }
        return said.isEmpty() ? "" : said.getLast().text();
    }

    /// For how long they have been saying this, or -1.
    long sayingFor(String text) {
        return text.equals(saying) ? world.ms() - sayingSince : -1;
    }

    /// How long ago they said this, or -1.
    long saidAgo(String text) {
        return saying == null && lastSaid().equals(text) ? world.ms() - silentSince() : -1;
    }

    private long silentSince() {
        return said.isEmpty() ? 0 : said.getLast().toMs();
    }

    private static byte[] quiet() {
        var frame = new byte[FRAME_BYTES];
        Arrays.fill(frame, G711.MU_LAW_SILENCE);
        return frame;
    }

    /// Like vowels, four a second and at 140 Hz.
    private static byte[] buzz(int ms) {
        var pcm = new short[8 * ms];
        for (int i = 0; i < pcm.length; i++) {
            double seconds = i / 8_000.0;
            double sample = 0;
            for (int harmonic = 1; harmonic <= 12; harmonic++) {
                sample += Math.sin(2 * Math.PI * 140 * harmonic * seconds);
            }
            double loudness = 0.15 + 0.85 * Math.pow(Math.sin(4 * Math.PI * seconds), 2);
            pcm[i] = (short) (1_800 * loudness * sample);
        }
        return G711.encodeMuLaw(pcm);
    }
}
