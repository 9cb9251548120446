package io.centralita.tenant.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.reception.RecordingRule;
import io.centralita.call.record.CallQuery;
import io.centralita.call.record.CallRecords;
import io.centralita.call.record.CallReport;
import io.centralita.call.record.Moment;
import io.centralita.call.scope.Time;
import io.centralita.call.watch.CallBoard;
import io.centralita.call.watch.CallDesk;
import io.centralita.call.watch.CallView;
import io.centralita.call.watch.LiveAudio;
import io.centralita.call.watch.LiveCall;
import io.centralita.call.watch.Seating;
import io.centralita.media.AudioFormat;
import io.centralita.media.Pcm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RecorderTest {
    private static final Instant START = Instant.parse("2026-11-25T10:00:00Z");
    private static final long MS = 1_000_000;

    @TempDir Path directory;

    private final Stepped time = new Stepped();
    private final CallBoard board = new CallBoard();
    private @Nullable Recorder recorder;

    @AfterEach
    void close() {
        if (recorder != null) {
            recorder.close();
        }
    }

    @Test
    void both_sides_lie_on_one_axis_of_time_from_when_the_caller_was_put_through()
            throws Exception {
        var files = open(0);
        var call = begin("CA1", RecordingRule.ANNOUNCED, CallView.Phase.RINGING);
        pass(3_000); // nothing of this is written
        show(call, CallView.Phase.TALKING, 3_000);
        await(() -> recorder().isRecording("CA1"));
        call.audio().heard(time.nanoTime() + 100 * MS, frame(7));
        pass(200);
        call.audio().caller(frame(9));
        pass(2_000);
        end(call, 2_200);
        await(() -> done("CA1"));

        var found = files.find("CA1").orElseThrow();
        var note = found.note();
        assertThat(note.offsetMs()).as("%s %s", note, call.view().zeroAt()).isZero();
        assertThat(note.complete()).isTrue();
        assertThat(note.announced()).isTrue();
        assertThat(note.lost()).isZero();
        var both = samples(found.file());
        assertThat(values(both, 0)).isEqualTo("0x1600 9x160 0x15840");
        assertThat(values(both, 1)).isEqualTo("0x800 7x160 0x16640");
        assertThat(note.caller()).hasSize(44);
    }

    @Test
    void files_are_nobodys_business_and_tell_nobodys_number() throws Exception {
        var files = open(0);
        var call = begin("../../etc/passwd", RecordingRule.SILENT, CallView.Phase.TALKING);
        await(() -> recorder().isRecording("../../etc/passwd"));
        pass(2_000);
        end(call, 2_000);
        await(() -> done("../../etc/passwd"));
        var found = files.find("../../etc/passwd").orElseThrow();
        assertThat(found.file()).startsWith(directory);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(found.file())))
                .isEqualTo("rw-------");
        try (var all = Files.walk(directory)) {
            for (var file : all.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readAllBytes(file)).isNotEmpty();
                assertThat(
                                new String(
                                        Files.readAllBytes(file),
                                        java.nio.charset.StandardCharsets.ISO_8859_1))
                        .doesNotContain("600000001");
            }
        }
    }

    @Test
    void calls_that_are_not_to_be_recorded_are_not() throws Exception {
        var files = open(0);
        var call = begin("CA1", RecordingRule.OFF, CallView.Phase.TALKING);
        begin("CA2", RecordingRule.SILENT, CallView.Phase.TALKING);
        await(() -> recorder().isRecording("CA2"));
        assertThat(recorder().isRecording("CA1")).isFalse();
        end(call, 100);
        assertThat(files.find("CA1")).isEmpty();
    }

    @Test
    void a_call_that_is_to_be_forgotten_ends_its_recording_and_goes_on() throws Exception {
        var files = open(0);
        var call = begin("CA1", RecordingRule.SILENT, CallView.Phase.TALKING);
        await(() -> recorder().isRecording("CA1"));
        pass(2_000);
        await(() -> found(files, "CA1"));
        recorder().forget("CA1");
        await(() -> !recorder().isRecording("CA1") && !found(files, "CA1"));
        call.audio().caller(frame(1));
        pass(2_000);
        assertThat(found(files, "CA1")).isFalse();
        recorder().forget("never was");
    }

    @Test
    void where_the_disk_is_almost_full_nothing_is_recorded() throws Exception {
        var files = open(Long.MAX_VALUE);
        begin("CA1", RecordingRule.SILENT, CallView.Phase.TALKING);
        pass(3_000);
        recorder().close();
        assertThat(files.find("CA1")).isEmpty();
    }

    @Test
    void what_there_is_stays_when_the_process_closes() throws Exception {
        var files = open(0);
        var call = begin("CA1", RecordingRule.SILENT, CallView.Phase.TALKING);
        await(() -> recorder().isRecording("CA1"));
        call.audio().caller(frame(5));
        pass(3_000);
        await(() -> found(files, "CA1"));
        await(() -> size(files, "CA1") > 44 + 2_000 * 2);
        recorder().close();
        var found = files.find("CA1").orElseThrow();
        assertThat(found.note().complete()).isFalse();
        assertThat(values(samples(found.file()), 0)).startsWith("5x160 0x");
    }

    @Test
    void recordings_whose_calls_are_gone_or_erased_are_swept_away() throws Exception {
        var files = open(0);
        for (var id : List.of("kept", "gone", "erased", "young")) {
            var call = begin(id, RecordingRule.SILENT, CallView.Phase.TALKING);
            await(() -> recorder().isRecording(id));
            pass(1_500);
            end(call, 1_500);
            await(() -> done(id) && found(files, id));
        }
        var records =
                new Records(
                        Map.of(
                                "kept", report("kept", "+34600000001"),
                                "erased", report("erased", "")));
        var soon = new RecordingSweep(files, records, () -> START.plusSeconds(60));
        assertThat(soon.sweep()).isZero();
        var later = new RecordingSweep(files, records, () -> START.plus(Duration.ofHours(3)));
        assertThat(later.sweep()).isEqualTo(3);
        assertThat(found(files, "kept")).isTrue();
        assertThat(later.sweep()).isZero();
    }

    private Recorder recorder() {
        if (recorder == null) {
            throw new AssertionError("not open");
        }
        return recorder;
    }

    private RecordingFiles open(long leastRoom) {
        var files = new RecordingFiles(directory.resolve("recordings"));
        recorder = Recorder.open(board, files, time, leastRoom);
        return files;
    }

    private LiveCall begin(String id, RecordingRule rule, CallView.Phase phase) {
        var audio = new LiveAudio(AudioFormat.PCM_8K, time, board.attention());
        var call =
                new LiveCall(view(id, phase, time.now()), time.nanoTime(), rule, audio, new Desk());
        board.add(call);
        return call;
    }

    /// @param zeroMs how long it has rung
    private static void show(LiveCall call, CallView.Phase phase, long zeroMs) {
        var zero = call.view().startedAt().plusMillis(zeroMs);
        var now = view(call.id(), phase, call.view().startedAt(), zero);
        call.show(now, List.of(), List.of(), List.of());
    }

    private void end(LiveCall call, long atMs) {
        var moment = new Moment(atMs, Moment.Kind.ENDED, "caller hung-up", null);
        call.show(call.view(), List.of(), List.of(), List.of(moment));
        board.remove(call);
    }

    private boolean done(String id) {
        pass(100);
        return !recorder().isRecording(id);
    }

    private static boolean found(RecordingFiles files, String id) {
        try {
            return files.find(id).isPresent();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private long size(RecordingFiles files, String id) {
        pass(100);
        try {
            return files.find(id).orElseThrow().bytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void pass(long ms) {
        for (long i = 0; i < ms; i += 20) {
            time.pass(Duration.ofMillis(20));
        }
    }

    private static byte[] frame(int value) {
        var samples = new short[160];
        Arrays.fill(samples, (short) value);
        return Pcm.bytes(samples);
    }

    private static short[] samples(Path file) throws IOException {
        var bytes = Files.readAllBytes(file);
        return Pcm.samples(Arrays.copyOfRange(bytes, 44, bytes.length));
    }

    /// One side as runs of equal samples.
    private static String values(short[] both, int channel) {
        var runs = new StringBuilder();
        int run = 0;
        for (int i = channel; i < both.length; i += 2) {
            run++;
            if (i + 2 >= both.length || both[i + 2] != both[i]) {
                runs.append(runs.isEmpty() ? "" : " ").append(both[i]).append('x').append(run);
                run = 0;
            }
        }
        return runs.toString();
    }

    private static CallView view(String id, CallView.Phase phase, Instant startedAt) {
        return view(id, phase, startedAt, startedAt);
    }

    private static CallView view(
            String id, CallView.Phase phase, Instant startedAt, Instant zeroAt) {
        return new CallView(
                id,
                "default",
                "fake",
                "scripted",
                "+34600000001",
                "",
                startedAt,
                zeroAt,
                zeroAt,
                phase,
                CallView.Turn.CALLERS_TURN,
                null,
                null,
                0,
                null,
                List.of(),
                0,
                Map.of(),
                true,
                null);
    }

    private static CallReport report(String id, String from) {
        return new CallReport(
                id,
                "default",
                "fake",
                "scripted",
                from,
                "",
                START,
                START,
                START,
                "caller",
                "hung-up",
                false,
                null,
                0,
                List.of(),
                List.of(),
                new CallReport.Audio(0, 0, 0, 0),
                Map.of(),
                Map.of());
    }

    private record Records(Map<String, CallReport> reports) implements CallRecords {
        @Override
        public void save(CallReport report) {}

        @Override
        public Optional<CallReport> find(String id) {
            return Optional.ofNullable(reports.get(id));
        }

        @Override
        public List<CallReport> latest(int limit) {
            return List.of();
        }

        @Override
        public List<CallReport> page(CallQuery query) {
            return List.of();
        }
    }

    private static final class Desk implements CallDesk {
        @Override
        public void hangUp(String by, String reason, boolean goodbye) {}

        @Override
        public void listens(String by, boolean told) {}

        @Override
        public void listensNoMore(String by) {}

        @Override
        public CompletionStage<Seating> takeOver(String by) {
            return CompletableFuture.completedFuture(new Seating.Refused("over", ""));
        }
    }

    /// Time that passes when the test says so.
    private static final class Stepped implements Time {
        private final AtomicLong nanos = new AtomicLong(5_000_000_000L);

        void pass(Duration by) {
            nanos.addAndGet(by.toNanos());
        }

        @Override
        public long nanoTime() {
            return nanos.get();
        }

        @Override
        public Instant now() {
            return START.plusNanos(nanos.get() - 5_000_000_000L);
        }

        @Override
        public <T> @Nullable T poll(BlockingQueue<T> queue, long wait) throws InterruptedException {
            long until = nanos.get() + wait;
            while (true) {
                var next = queue.poll(1, TimeUnit.MILLISECONDS);
                if (next != null || nanos.get() >= until) {
                    return next;
                }
            }
        }
    }

    private static void await(BooleanSupplier condition) {
        var deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }
}
