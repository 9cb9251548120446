package io.centralita.app.bench.asterisk;

import io.centralita.app.bench.PacedHistogram;
import io.centralita.app.bench.Result;
import io.centralita.app.bench.Result.Row;
import io.centralita.app.server.StartFailure;
import io.centralita.call.record.CallReport;
import io.centralita.fake.asterisk.FakePhone;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/// Calls over each of an Asterisk's ways of audio, whose callers hang up at random, from the first
/// ringing on: whether anything is left of them.
public final class AsteriskBench {
    private static final List<String> TRANSPORTS = List.of("websocket", "audiosocket", "rtp");
    private static final int AT_ONCE = 20;

    static final int AUDIBLE_DBFS = -40;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long SEED = 20_261_120;

    private final int calls;
    private final Duration cut;
    private final Consumer<String> progress;

    /// @param calls of all ways of audio together
    /// @param cut how long events are away in mid-call, some seconds at least
    /// @param progress takes a line now and then
    public AsteriskBench(int calls, Duration cut, Consumer<String> progress) {
        this.calls = calls;
        this.cut = cut;
        this.progress = progress;
    }

    /// What became of the calls over one way of audio.
    ///
    /// @param leftovers of Asterisk, by their names, once all was quiet or patience was over
    /// @param reports of calls that are over
    /// @param firstSoundMs from the answer to the first sound at the phone, in order
    record Measured(
            String transport,
            int calls,
            List<String> leftovers,
            int live,
            List<CallReport> reports,
            double[] firstSoundMs,
            double latenessMs) {
        Measured {
            leftovers = List.copyOf(leftovers);
            reports = List.copyOf(reports);
            firstSoundMs = firstSoundMs.clone();
        }

        boolean good() {
            return leftovers.isEmpty() && live == 0 && unfinished() == 0;
        }

        /// Calls that the switchboard has begun and not written down as over.
        long unfinished() {
            return reports.stream().filter(report -> report.endedAt() == null).count();
        }
    }

    public Result run()
            throws StartFailure,
                    InterruptedException,
                    IOException,
                    ExecutionException,
                    TimeoutException {
        var vertx = Vertx.vertx();
        try {
            var measured = new ArrayList<Measured>();
            var cuts = new ArrayList<EventsCut.Measured>();
            for (var transport : TRANSPORTS) {
                int share = calls / TRANSPORTS.size();
                progress.accept("%d calls, %s".formatted(share, transport));
                measured.add(measure(vertx, transport, Math.max(1, share)));
                progress.accept("events cut %d s, %s".formatted(cut.toSeconds(), transport));
                cuts.add(new EventsCut(vertx, cut).measure(transport));
            }
            return result(measured, cuts);
        } finally {
            vertx.close()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static Measured measure(Vertx vertx, String transport, int number)
            throws StartFailure, InterruptedException, IOException {
        var lateness = new PacedHistogram();
        try (var house = BenchHouse.open(vertx, transport, lateness)) {
            house.awaitEvents();
            var phones = place(house, number);
            Waiting.until(() -> phones.stream().allMatch(FakePhone::isOver));
            Waiting.until(
                    () -> house.server.liveCalls() == 0 && house.asterisk.leftovers().isEmpty());
            var left = house.asterisk.leftovers();
            var leftovers = new ArrayList<>(left.channels());
            leftovers.addAll(left.bridges());
            Waiting.until(
                    () ->
                            house.reports(number + 1).stream()
                                    .allMatch(report -> report.endedAt() != null));
            return new Measured(
                    transport,
                    number,
                    leftovers,
                    house.server.liveCalls(),
                    house.reports(number + 1),
                    phones.stream()
                            .mapToDouble(AsteriskBench::firstSoundMs)
                            .filter(ms -> ms >= 0)
                            .sorted()
                            .toArray(),
                    lateness.percentileMs(99));
        }
    }

    private static List<FakePhone> place(BenchHouse house, int number) throws InterruptedException {
        var random = new RandomCalls(SEED);
        var phones = new ArrayList<FakePhone>();
        for (int i = 0; i < number; i++) {
            Waiting.until(() -> phones.stream().filter(phone -> !phone.isOver()).count() < AT_ONCE);
            var planned = random.next(i);
            var phone = house.asterisk.call(planned.call());
            phones.add(phone);
            Thread.startVirtualThread(
                    () -> {
                        try {
                            Thread.sleep(planned.hangsUp());
                            phone.hangUp();
                        } catch (InterruptedException _) {
                            Thread.currentThread().interrupt();
                        }
                    });
        }
        return phones;
    }

    /// Milliseconds from the answer to the first sound; negative where none was heard.
    private static double firstSoundMs(FakePhone phone) {
        var heard = phone.heard();
        var first = heard.firstAboveNanos(AUDIBLE_DBFS);
        return first.isPresent() ? (first.getAsLong() - heard.sinceNanos()) / 1e6 : -1;
    }

    private Result result(List<Measured> measured, List<EventsCut.Measured> cuts) {
        var rows =
                Stream.of(
                        row(measured, "calls", one -> "" + one.calls()),
                        row(
                                measured,
                                "left in Asterisk: channels and bridges",
                                one -> "" + one.leftovers().size()),
                        row(measured, "calls still open", one -> "" + one.live()),
                        row(
                                measured,
                                "reports, without an end",
                                one -> one.reports().size() + ", " + one.unfinished()),
                        row(
                                measured,
                                "answer → first sound at the phone, p50",
                                one -> percentile(one.firstSoundMs(), 50)),
                        row(
                                measured,
                                "answer → first sound at the phone, p99",
                                one -> percentile(one.firstSoundMs(), 99)),
                        row(
                                measured,
                                "lateness of the 20 ms clock, p99",
                                one -> "%.1f ms".formatted(one.latenessMs())));
        return new Result(
                "Calls of an Asterisk",
                "./centralita bench asterisk --calls %d --markdown".formatted(calls),
                explanation(),
                measured.stream().map(Measured::transport).toList(),
                Stream.concat(rows, EventsCut.rows(cut, cuts)).toList(),
                measured.stream().allMatch(Measured::good)
                        && cuts.stream().allMatch(EventsCut.Measured::good));
    }

    private static String explanation() {
        return "Callers of an Asterisk who hang up at random, between the first ringing and "
                + "three seconds later, a third of them within 300 ms; some speak, press keys or put "
                + "us on hold meanwhile; half of the calls are answered by the dial plan, half by "
                + "us. The real server (ENGINE=openai with a fake of the model), a strict fake of "
                + "Asterisk 22.10.1 with its phones, "
                + AT_ONCE
                + " calls at a time, all in one process. Whoever hangs up before the switchboard "
                + "has begun a call has no report. Aim: nothing left in Asterisk, no call open, "
                + "every report with its end. Then, over each way of audio, calls in which the "
                + "assistant speaks all the time while the connection of events is cut; two callers "
                + "hang up in the middle, two just before it is back. Aim: no gap at the others, in "
                + "either direction, and everybody who left is noticed.";
    }

    private static Row row(
            List<Measured> measured, String what, Function<Measured, String> figure) {
        return new Row(what, measured.stream().map(figure).toList());
    }

    /// Nearest rank.
    private static String percentile(double[] sorted, int percent) {
        if (sorted.length == 0) {
            return "none";
        }
        int rank = (int) Math.ceil(percent / 100.0 * sorted.length);
        return "%.0f ms".formatted(sorted[Math.max(0, rank - 1)]);
    }
}
