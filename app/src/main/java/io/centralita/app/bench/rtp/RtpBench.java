package io.centralita.app.bench.rtp;

import io.centralita.app.bench.Result;
import io.centralita.app.bench.Result.Row;
import io.centralita.app.bench.engine.Cores;
import io.centralita.engine.pipeline.SpeechRecogniser.RecognitionException;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Calls over RTP: what a bad network leaves of them, and what they cost.
public final class RtpBench {
    private static final Duration WARMING = Duration.ofSeconds(20);
    private static final double AIMED_P99_MS = 3;

    /// Of each language.
    private static final int VOICES = 4;

    private final int calls;
    private final Duration length;
    private final Duration warming;
    private final int voices;
    private final Consumer<String> progress;

    /// @param calls at once
    /// @param length of the recording
    public RtpBench(int calls, Duration length, Consumer<String> progress) {
        this(calls, length, WARMING, VOICES, progress);
    }

    RtpBench(int calls, Duration length, Duration warming, int voices, Consumer<String> progress) {
        this.calls = calls;
        this.length = length;
        this.warming = warming;
        this.voices = voices;
        this.progress = progress;
    }

    public Result run() throws RecognitionException, IOException, InterruptedException {
        progress.accept("%d calls over RTP".formatted(calls));
        var load = RtpLoad.measure(calls, warming, length);
        progress.accept("tones and questions over a bad network");
        var quality = RtpQuality.measure(voices, new PrintStream(PrintStream.nullOutputStream()));
        return result(quality, load);
    }

    private Result result(RtpQuality.Found quality, RtpLoad.Found load) {
        var rows = new ArrayList<Row>();
        for (var tone : quality.tones()) {
            rows.add(
                    new Row(
                            tone.hz() + " Hz, tone over all else",
                            List.of(decibels(tone.perfect()), decibels(tone.bad()))));
        }
        for (var one : quality.ears()) {
            rows.add(
                    new Row(
                            "%s, questions heard rightly, of %d"
                                    .formatted(one.language().getLanguage(), one.questions()),
                            List.of(percent(one.perfect()), percent(one.bad()))));
        }
        rows.addAll(cost(load));
        return new Result(
                "RTP",
                "./centralita bench rtp --calls %d --seconds %d --markdown"
                        .formatted(calls, length.toSeconds()),
                explanation(),
                List.of("without faults", "with faults"),
                rows,
                quality.good() && load.serverMs("beatP99") < AIMED_P99_MS && load.lost() == 0);
    }

    private static List<Row> cost(RtpLoad.Found load) {
        var of = load.calls() + " calls: ";
        return List.of(
                row(
                        of + "20 ms clock, late p50 / p99 / worst",
                        "%.2f / %.2f / %.1f ms"
                                .formatted(
                                        load.serverMs("beatP50"),
                                        load.serverMs("beatP99"),
                                        load.serverMs("beatWorst"))),
                row(
                        of + "packets at the far end, behind the beat",
                        "%.2f / %.2f / %.1f ms"
                                .formatted(
                                        load.loadMs("behindP50"),
                                        load.loadMs("behindP99"),
                                        load.loadMs("behindWorst"))),
                row(
                        of + "generator, late in sending, p99",
                        "%.2f ms".formatted(load.loadMs("generatorP99"))),
                row(of + "allocated per packet", "%.0f B".formatted(load.allocatedPerPacket())),
                row(of + "processor, % of the core", "%.1f".formatted(load.cpuPercent())),
                row(of + "packets both ways", String.valueOf(load.packets())),
                row(of + "frames heard by the calls", String.valueOf(load.heard())),
                row(of + "lost, to us / to the far end", load.lost() + " / " + load.gaps()));
    }

    private static Row row(String what, String figure) {
        return new Row(what, List.of(figure, ""));
    }

    private String explanation() {
        return "With faults: 5 % of the packets lost, each late by 0 to 30 ms, one in fifty behind"
                + " the next. Tones of 60 s and the held out questions of «bench ears» go as μ-law"
                + " packets of 20 ms through the jitter buffer and the concealment of losses as in"
                + " a call, in virtual time, the same faults at each run. «Tone over all else» is"
                + " the power of the tone over everything else in windows of 50 ms. The calls: the"
                + " transport as in service with one event loop"
                + (Cores.ofThisMachine().pinned()
                        ? " on a core of its own, the far ends on another"
                        : ", not pinned to a core here")
                + "; each sends and receives a packet every 20 ms over the loopback interface."
                + " «Behind the beat» counts from the beat to the packet's arrival at the far end,"
                + " p50 / p99 / worst. «Allocated» is all that the process allocates, by packet,"
                + " both ways counted: the frame that each received packet hands to the engine is"
                + " 176 B, so 88 B a packet are the least.";
    }

    private static String decibels(double value) {
        return "%.1f dB".formatted(value);
    }

    private static String percent(double share) {
        return "%.1f %%".formatted(100 * share);
    }
}
