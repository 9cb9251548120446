package io.centralita.app.command;

import ch.qos.logback.classic.Level;
import io.centralita.app.bench.BenchmarkPage;
import io.centralita.app.bench.CallsBench;
import io.centralita.app.bench.EarsResult;
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
    private static final int WHAT_WIDTH = 48;
    private static final int FIGURE_WIDTH = 26;
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
        var result = measure(settings);
        show(result);
        if (markdown) {
            var page = name.page();
            new BenchmarkPage(home().resolve(page)).write(result, machine);
            terminal.say(terminal.messages().text("bench.written", page));
        }
        return result.good() ? Terminal.FINE : Terminal.WANTING;
    }

    private Result measure(Settings settings) throws Exception {
        var language = Messages.in(settings.calls().language());
        return switch (name) {
            case asterisk ->
                    new AsteriskBench(
                                    calls == null ? ASTERISK_CALLS : calls.getFirst(),
                                    terminal::say)
                            .run();
            case ears -> ears();
            case turn -> new TurnBench(settings, language, terminal::say).run();
            case calls ->
                    new CallsBench(
                                    settings,
                                    language,
                                    calls == null ? 20 : calls.getFirst(),
                                    length(60),
                                    terminal::say)
                            .run();
            case engine ->
                    new EngineBench(calls == null ? ENGINE_CALLS : calls, length(30), terminal::say)
                            .run();
            case frames -> new FramesBench(home()).run();
            case rtp ->
                    new RtpBench(
                                    calls == null ? RTP_CALLS : calls.getFirst(),
                                    length(60),
                                    terminal::say)
                            .run();
            case silence -> new SilenceBench(cells, terminal::say).run();
            case soak ->
                    new SoakBench(
                                    calls == null ? 50 : calls.getFirst(),
                                    length(3_600),
                                    terminal::say)
                            .run();
            case warm ->
                    new WarmBench(calls == null ? WARM_CALLS : calls.getFirst(), terminal::say)
                            .run();
            case webrtc ->
                    new WebRtcBench(
                                    calls == null ? WEBRTC_CALLS : calls.getFirst(),
                                    length(30),
                                    terminal::say)
                            .run();
        };
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

    private Result ears() throws Exception {
        return EarsResult.measure(System.err);
    }

    private static Path home() {
        return Path.of(System.getProperty("centralita.home", "."));
    }

    private void show(Result result) {
        Columns.wrap(result.explanation(), 0, 0).forEach(terminal::print);
        terminal.print("");
        if (result.columns().size() > 1) {
            terminal.print(line("", result.columns()));
        }
        result.rows().forEach(row -> terminal.print(line(row.what(), row.figures())));
    }

    private static String line(String what, List<String> figures) {
        var line = new StringBuilder(("%-" + WHAT_WIDTH + "s").formatted(what));
        figures.forEach(figure -> line.append((" %-" + FIGURE_WIDTH + "s").formatted(figure)));
        return line.toString().stripTrailing();
    }
}
