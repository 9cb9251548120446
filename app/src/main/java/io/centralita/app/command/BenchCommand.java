package io.centralita.app.command;

import ch.qos.logback.classic.Level;
import io.centralita.app.bench.BenchmarkPage;
import io.centralita.app.bench.CallsBench;
import io.centralita.app.bench.EarsResult;
import io.centralita.app.bench.Result;
import io.centralita.app.bench.TurnBench;
import io.centralita.app.log.Logging;
import io.centralita.app.text.Columns;
import io.centralita.app.text.Messages;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "bench")
final class BenchCommand implements Callable<Integer> {
    private static final int WHAT_WIDTH = 46;

    private final Terminal terminal;

    @Parameters(paramLabel = "NAME", descriptionKey = "name")
    Name name = Name.turn;

    @Option(names = "--calls", paramLabel = "N", defaultValue = "20")
    int calls;

    @Option(names = "--markdown")
    boolean markdown;

    /// What can be measured; as an operator writes it.
    enum Name {
        ears,
        turn,
        calls
    }

    BenchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        var settings = terminal.settings();
        Logging.start(Level.ERROR, Level.WARN, settings.log().file());
        var questions = Messages.in(settings.calls().language());
        var result =
                switch (name) {
                    case ears -> EarsResult.measure(System.err);
                    case turn -> new TurnBench(settings, questions, terminal::say).run();
                    case calls -> new CallsBench(settings, questions, calls, terminal::say).run();
                };
        show(result);
        if (markdown) {
            var page = Path.of(System.getProperty("centralita.home", ".")).resolve("docs");
            new BenchmarkPage(page.resolve("benchmarks.md")).write(result);
            terminal.say(terminal.messages().text("bench.written", "docs/benchmarks.md"));
        }
        return result.good() ? Terminal.FINE : Terminal.WANTING;
    }

    private void show(Result result) {
        Columns.wrap(result.explanation(), 0, 0).forEach(terminal::print);
        terminal.print("");
        result.rows()
                .forEach(
                        row ->
                                terminal.print(
                                        ("%-" + WHAT_WIDTH + "s %s")
                                                .formatted(row.what(), row.figure())));
    }
}
