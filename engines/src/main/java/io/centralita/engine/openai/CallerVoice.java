package io.centralita.engine.openai;

import io.centralita.media.AudioFormat;
import java.time.Duration;

/// The caller's audio on its way to the model: kept on a [Tape] and sent to the connection that
/// serves, so that a change of connections loses none of it. Confined to the session's loop.
final class CallerVoice {
    static final long NEVER = Long.MAX_VALUE;

    /// The longest turn that can be told once more.
    private static final Duration TAPE = Duration.ofSeconds(30);

    /// Told to a new connection from before it took over: more than the beginning of speech is ever
    /// found late.
    private static final Duration LEAD = Duration.ofSeconds(1);

    private final AudioFormat format;
    private final ClientWriter writer;
    private final Tape tape;
    private final int leadBytes;

    /// Where the caller's turn that is open, or not written down yet, begins; frames of the tape.
    private long turnBegan = NEVER;

    private long turnEnded;

    /// Where speech begins that no server has said to hear.
    private long unheardBegan = NEVER;

    CallerVoice(AudioFormat format, ClientWriter writer) {
        this.format = format;
        this.writer = writer;
        tape = new Tape(format.bytes(TAPE));
        leadBytes = format.bytes(LEAD);
    }

    void take(byte[] base64, int bytes) {
        tape.add(base64, bytes);
    }

    /// Sends what waits, as far as the connection takes it.
    ///
    /// @return frames that were lost because nobody took them for too long
    long pump(Link link) {
        long lost = Math.max(0, tape.first() - link.nextFrame);
        if (lost > 0) {
            link.firstPosition += tape.startOf(tape.first()) - link.nextPosition;
            link.nextFrame = tape.first();
        }
        while (link.nextFrame < tape.next() && !link.isFull()) {
            writer.append(tape.get(link.nextFrame));
            link.send(writer.bytes(), writer.length());
            link.nextFrame++;
        }
        link.nextPosition = tape.startOf(link.nextFrame);
        return lost;
    }

    /// Forgets what nobody will want any more.
    void trim(Link link) {
        long lead = tape.frameAt(tape.endPosition() - leadBytes);
        long began = Math.min(turnBegan, unheardBegan);
        tape.forgetBefore(Math.min(Math.min(lead, began), link.nextFrame));
    }

    void forgetAll() {
        tape.forgetBefore(tape.next());
    }

    /// The caller speaks, as we hear it.
    ///
    /// @param ago when it began
    void speechBegan(Duration ago) {
        unheardBegan = tape.frameAt(Math.max(0, tape.endPosition() - format.bytes(ago)));
    }

    /// The server heard it, or there was nothing to hear.
    void speechSettled() {
        unheardBegan = NEVER;
    }

    /// The server did not hear it: a turn to be told once more.
    void speechUnheard() {
        if (turnBegan == NEVER) {
            turnBegan = unheardBegan;
        }
        unheardBegan = NEVER;
    }

    /// The next connection hears the turn that was under way, or what came since the last one.
    ///
    /// @param again the turn has to be told once more
    void tellNext(Link before, Link link, boolean again) {
        if (again) {
            beginAt(turnBegan == NEVER ? turnEnded : turnBegan, link);
        } else {
            long sent = tape.startOf(Math.max(before.nextFrame, tape.first()));
            beginAt(Math.max(tape.frameAt(sent - leadBytes), turnEnded), link);
        }
    }

    void turnBegan(Link link, long ms) {
        turnBegan = frameAt(link, ms);
    }

    void turnEnded(Link link, long ms) {
        turnEnded = frameAt(link, ms);
    }

    void turnWritten() {
        turnBegan = NEVER;
    }

    /// How much audio the connection was sent after this point.
    Duration since(Link link, long ms) {
        long sent = tape.startOf(link.nextFrame) - link.firstPosition;
        var since = format.duration(sent).minusMillis(ms);
        return since.isNegative() ? Duration.ZERO : since;
    }

    private void beginAt(long frame, Link link) {
        link.nextFrame = Math.max(frame, tape.first());
        link.firstPosition = tape.startOf(link.nextFrame);
        link.nextPosition = link.firstPosition;
    }

    private long frameAt(Link link, long ms) {
        return tape.frameAt(link.firstPosition + format.bytes(Duration.ofMillis(ms)));
    }
}
