package io.centralita.app.command;

import ch.qos.logback.classic.Level;
import io.centralita.app.bench.BenchmarkPage;
import io.centralita.app.bench.CallsBench;
import io.centralita.app.bench.EarsResult;
import io.centralita.app.bench.FigureTable;
import io.centralita.app.bench.FramesBench;
import io.centralita.app.bench.Machine;
import io.centralita.app.bench.Result;
import io.centralita.app.bench.TurnBench;
import io.centralita.app.bench.asterisk.AsteriskBench;
import io.centralita.app.bench.engine.EngineBench;
import io.centralita.app.bench.rtp.RtpBench;
import io.centralita.app.bench.silence.SilenceBench;
import io.centralita.app.bench.silence.SoakBench;
import io.centralita.app.bench.warm.WarmBench;
import io.centralita.app.bench.webrtc.WebRtcBench;
import io.centralita.app.log.Logging;
import io.centralita.app.settings.Settings;
import io.centralita.app.text.Columns;
import io.centralita.app.text.Messages;
import io.centralita.engine.offline.ears.AdaptationFitting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "bench")
final class BenchCommand implements Callable<Integer> {
    private static final int ASTERISK_CALLS = 1_000;
    private static final int WARM_CALLS = 200;
    private static final int RTP_CALLS = 200;
    private static final int WEBRTC_CALLS = 50;
    private static final List<Integer> ENGINE_CALLS = List.of(1, 50, 200, 800);

    private final Terminal terminal;

    @Parameters(paramLabel = "NAME", descriptionKey = "name")
    Name name = Name.turn;

    /// Of `asterisk`, `calls`, `rtp`, `soak`, `warm` and `webrtc` one number, of `engine` several.
    @Option(names = "--calls", paramLabel = "N", split = ",")
    @Nullable List<Integer> calls;

    @Option(names = "--seconds", paramLabel = "N")
    @Nullable Integer seconds;

    @Option(names = "--cells", paramLabel = "N")
    int cells = SilenceBench.ALL_CELLS;

    @Option(names = "--markdown")
    boolean markdown;

    @Option(names = "--fit", paramLabel = "DIR")
    @Nullable Path fit;

    /// What can be measured; as an operator writes it.
    enum Name {
        asterisk,
        ears,
        turn,
        calls,
        engine,
        frames,
        rtp,
        silence,
        soak,
        warm,
        webrtc;

        String page() {
            return this == silence || this == soak ? "docs/silence.md" : "docs/benchmarks.md";
        }
    }

    BenchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        var settings = terminal.settings();
        Logging.start(Level.ERROR, Level.WARN, settings.log().file());
        if (fit != null) {
            return fit(fit);
        }
        var machine = Machine.now();
        var results = measure(settings);
        for (var result : results) {
            show(result);
        }
        if (markdown) {
            var page = name.page();
            for (var result : results) {
                new BenchmarkPage(home().resolve(page)).write(result, machine);
            }
            terminal.say(terminal.messages().text("bench.written", page));
        }
        return results.stream().allMatch(Result::good) ? Terminal.FINE : Terminal.WANTING;
    }

    private List<Result> measure(Settings settings) throws Exception {
        var language = Messages.in(settings.calls().language());
        return switch (name) {
            case asterisk ->
                    List.of(
                            new AsteriskBench(most(ASTERISK_CALLS), length(30), terminal::say)
                                    .run());
            case ears -> List.of(EarsResult.measure(System.err));
            case turn -> List.of(new TurnBench(settings, language, terminal::say).run());
            case calls ->
                    List.of(
                            new CallsBench(settings, language, most(20), length(60), terminal::say)
                                    .run());
            case engine ->
                    List.of(
                            new EngineBench(
                                            calls == null ? ENGINE_CALLS : calls,
                                            length(30),
                                            terminal::say)
                                    .run());
            case frames -> List.of(new FramesBench(home()).run());
            case rtp -> List.of(new RtpBench(most(RTP_CALLS), length(60), terminal::say).run());
            case silence -> List.of(new SilenceBench(cells, terminal::say).run());
            case soak -> List.of(new SoakBench(most(50), length(3_600), terminal::say).run());
            case warm -> List.of(new WarmBench(most(WARM_CALLS), terminal::say).run());
            case webrtc -> new WebRtcBench(most(WEBRTC_CALLS), length(30), terminal::say).run();
        };
    }

    /// Of `--calls`, or as many as usual.
    private int most(int usual) {
        return calls == null ? usual : calls.getFirst();
    }

    /// Makes the ears' adaptation files anew; `engines/src/main/resources` is where they live.
    private int fit(Path directory) throws Exception {
        if (name != Name.ears) {
            terminal.say(terminal.messages().text("bench.fit-ears-only"));
            return Terminal.WRONG_USE;
        }
        for (var language : EarsResult.LANGUAGES) {
            AdaptationFitting.run(language, directory, System.err);
        }
        return Terminal.FINE;
    }

    private Duration length(int standardSeconds) {
        return Duration.ofSeconds(seconds == null ? standardSeconds : seconds);
    }

    private static Path home() {
        return Path.of(System.getProperty("centralita.home", "."));
    }

    private void show(Result result) {
        terminal.print("");
        Columns.wrap(result.explanation(), 0, 0).forEach(terminal::print);
        terminal.print("");
        FigureTable.lines(result).forEach(terminal::print);
    }
}
