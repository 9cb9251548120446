package io.centralita.app.command;

import ch.qos.logback.classic.Level;
import io.centralita.app.demo.Demonstration;
import io.centralita.app.demo.Dialogue;
import io.centralita.app.demo.TextDemonstration;
import io.centralita.app.demo.Timeline;
import io.centralita.app.log.Logging;
import io.centralita.app.server.Server;
import io.centralita.app.settings.Settings;
import io.centralita.app.text.Messages;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "demo")
final class DemoCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--once")
    boolean once;

    DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        var settings = terminal.settings().embedded();
        var log = settings.log().file();
        Logging.start(
                Level.ERROR,
                settings.log().level(),
                log == null ? settings.data().directory().resolve("demo.log") : log);
        var questions = Messages.in(settings.calls().language());
        if (!EspeakSynthesiser.detect().available()) {
            return inText(settings, questions);
        }
        var messages = terminal.messages();
        terminal.print(messages.text("demo.starts"));
        var dialogue = new Dialogue(new Timeline(terminal::print, messages.language()), messages);
        // A demonstration that ends by itself takes no port from anybody.
        var server =
                Server.start(
                        once ? settings.alone() : settings.here(),
                        dialogue,
                        PageDoctor.around(terminal));
        try {
            terminal.print(messages.text("demo.calls", questions.text("demo.question")));
            terminal.print("");
            var right = judge(settings, new Demonstration(server, questions).run(dialogue));
            if (!once) {
                ServeCommand.sayWhereItListens(terminal, server);
                terminal.print(messages.text("demo.next"));
                ServeCommand.untilStopped(server);
            }
            return right ? Terminal.FINE : Terminal.WANTING;
        } finally {
            server.close();
        }
    }

    private boolean judge(Settings settings, Demonstration.Outcome outcome) throws Exception {
        var messages = terminal.messages();
        var wav = settings.data().directory().resolve("demo.wav");
        CallCommand.write(outcome.call().recording(), wav);
        terminal.print("");
        terminal.print(
                outcome.right()
                        ? messages.text(
                                "demo.right",
                                outcome.verdict().start().toMillis() / 1e3,
                                outcome.verdict().score())
                        : messages.text(
                                "demo.wrong",
                                String.join(" / ", outcome.expected()),
                                outcome.verdict().score(),
                                outcome.inTranscript() ? 1 : 0));
        terminal.print(messages.text("demo.recorded", wav));
        return outcome.right();
    }

    /// Without a voice nothing can be said aloud; the question is answered all the same.
    private int inText(Settings settings, Messages questions) throws Exception {
        terminal.say(terminal.messages().text("start.no-voice"));
        var question = questions.text("demo.question");
        terminal.print("? " + question);
        terminal.print("> " + TextDemonstration.answer(settings.alone(), question));
        return Terminal.WANTING;
    }
}
