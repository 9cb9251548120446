package io.centralita.app.command;

import ch.qos.logback.classic.Level;
import io.centralita.app.eval.Evaluation;
import io.centralita.app.eval.Progress;
import io.centralita.app.eval.Recordings;
import io.centralita.app.eval.Result;
import io.centralita.app.eval.ResultJson;
import io.centralita.app.eval.ResultTable;
import io.centralita.app.eval.ScenarioFiles;
import io.centralita.app.eval.ServerWishes;
import io.centralita.app.eval.Target;
import io.centralita.app.log.Logging;
import io.centralita.app.settings.Settings;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Plays scenario files.
@Command(name = "eval", sortOptions = false)
final class EvalCommand implements Callable<Integer> {
    private static final String STANDARD = "scenarios";
    private static final int MOST_AT_ONCE = 50;

    private final Terminal terminal;

    @Parameters(paramLabel = "FILE|DIR", arity = "0..*", descriptionKey = "places")
    List<Path> places = new ArrayList<>();

    @Option(names = "--against", paramLabel = "URL")
    @Nullable URI against;

    @Option(names = "--at-once", paramLabel = "N", defaultValue = "4")
    int atOnce = 4;

    @Option(names = "--json")
    boolean json;

    @Option(names = "--keep-recordings", paramLabel = "DIR")
    @Nullable Path keep;

    EvalCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        var settings = terminal.settings();
        var messages = terminal.messages();
        if (against != null && !CallCommand.isWeb(against)) {
            terminal.say(messages.text("call.url", against));
            return Terminal.WRONG_USE;
        }
        if (atOnce < 1 || atOnce > MOST_AT_ONCE) {
            terminal.say(messages.text("eval.at-once", MOST_AT_ONCE));
            return Terminal.WRONG_USE;
        }
        var found = ScenarioFiles.read(places.isEmpty() ? List.of(standard()) : places);
        found.faults().forEach(fault -> terminal.say(fault.text(messages)));
        if (!found.faults().isEmpty() || found.scenarios().isEmpty()) {
            terminal.say(messages.text("eval.faults", found.faults().size()));
            return Terminal.WRONG_USE;
        }
        var log = settings.log().file();
        Logging.start(
                Level.ERROR,
                settings.log().level(),
                log == null ? settings.data().directory().resolve("eval.log") : log);
        if (!EspeakSynthesiser.detect().available()) {
            terminal.say(messages.text("start.no-voice"));
            return Terminal.WANTING;
        }
        var results = evaluation(settings).run(found.scenarios());
        if (json) {
            terminal.print(ResultJson.of(results, messages));
        } else {
            new ResultTable(messages, terminal::print).print(results);
        }
        return results.stream().allMatch(Result::passed) ? Terminal.FINE : Terminal.WANTING;
    }

    /// Those of the directory we are in, or those that come with the program.
    private static Path standard() {
        var here = Path.of(STANDARD);
        return Files.isDirectory(here)
                ? here
                : Path.of(System.getProperty("centralita.home", "."), STANDARD);
    }

    private Evaluation evaluation(Settings settings) {
        var progress = new Progress(json ? terminal::say : terminal::print, terminal.messages());
        return new Evaluation(
                new ServerWishes(Path.of(""), System.getenv()),
                Optional.ofNullable(against).map(url -> target(url, settings)),
                new Recordings(
                        settings.data().directory().resolve("eval"), Optional.ofNullable(keep)),
                atOnce,
                progress);
    }

    private static Target target(URI url, Settings settings) {
        var own = settings.network().apiUrl();
        var api =
                own == null ? URI.create("http://127.0.0.1:" + settings.network().apiPort()) : own;
        return new Target(
                url,
                api,
                Optional.ofNullable(settings.twilioAuthToken()),
                Optional.ofNullable(settings.http().consolePassword()));
    }
}
