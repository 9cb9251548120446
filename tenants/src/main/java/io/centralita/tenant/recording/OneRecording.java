package io.centralita.tenant.recording;

import io.centralita.call.reception.RecordingRule;
import io.centralita.call.record.Moment;
import io.centralita.call.watch.CallView;
import io.centralita.call.watch.LiveCall;
import io.centralita.call.watch.StereoTape;
import io.centralita.call.watch.Waveform;
import io.centralita.media.WavWriter;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The recording of one call: what was heard is written a second later, the end of it with the end
/// of the call. Nothing is written while it rings. Belongs to the thread of the [Recorder].
final class OneRecording {
    /// The caller's frames may be late by so much, and what has left for their ear may still be
    /// dropped.
    private static final long DELAY = Duration.ofSeconds(1).toNanos();

    /// Samples of each side that are written at a time.
    private static final int MOST = 48_000 * 5;

    private final LiveCall call;
    private final StereoTape tape;
    private final RecordingFiles files;
    private final StereoLevels levels;
    private @Nullable WavWriter writer;
    private long from;

    OneRecording(LiveCall call, RecordingFiles files) {
        this.call = call;
        this.files = files;
        var audio = call.audio();
        from = audio.now();
        tape = new StereoTape(audio.format(), from);
        levels = new StereoLevels(audio.format().sampleRateHz());
    }

    String id() {
        return call.id();
    }

    /// @return false where the call is over already
    boolean begin() {
        return call.audio().add(tape);
    }

    /// Writes what there is.
    ///
    /// @return false when it is complete
    boolean write() throws IOException {
        long settled = call.audio().now() - DELAY; // before it can be over
        boolean over = tape.isOver();
        if (call.view().phase() == CallView.Phase.RINGING) {
            return !over;
        }
        var wav = writer;
        if (wav == null) {
            from = call.zeroNanos();
            tape.skipTo(from);
            wav = new WavWriter(files.create(note(false)), call.audio().format().sampleRateHz(), 2);
            writer = wav;
        }
        short[] both;
        do {
            both = tape.take(over ? end() : settled, MOST);
            wav.write(both);
            levels.add(both);
        } while (both.length == 2 * MOST);
        if (over) {
            close(true);
        }
        return !over;
    }

    private long end() {
        return call.since(0).moments().stream()
                .filter(moment -> moment.kind() == Moment.Kind.ENDED)
                .mapToLong(moment -> call.zeroNanos() + moment.atMs() * 1_000_000)
                .findFirst()
                .orElseGet(() -> call.audio().now());
    }

    /// Stops where it is: the disk is full, or we close down.
    void close(boolean complete) throws IOException {
        call.audio().remove(tape);
        if (writer != null) {
            writer.close();
            files.keep(note(complete));
        }
    }

    /// Gives it up.
    void discard() throws IOException {
        call.audio().remove(tape);
        if (writer != null) {
            writer.close();
        }
        files.delete(id());
    }

    long lost() {
        return tape.lost();
    }

    private RecordingNote note(boolean complete) {
        var view = call.view();
        return new RecordingNote(
                view.id(),
                view.tenant(),
                view.startedAt(),
                call.offsetMs(from),
                call.audio().format().sampleRateHz(),
                call.recording() == RecordingRule.ANNOUNCED,
                !view.from().isEmpty(),
                complete,
                tape.lost(),
                Waveform.STEP.toMillis(),
                levels.left(),
                levels.right());
    }
}
